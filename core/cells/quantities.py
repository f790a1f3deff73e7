"""The quantities of the gated cells, each with its equation, in one place for all readers."""

from ..notation import N_, Quantity

_HIDDEN_MEANING = N_("short-term memory: what the next step and the readout see")

LSTM_QUANTITIES = (
    Quantity(
        "input_gate",
        r"i_t",
        r"\sigma(W_{xi} x_t + W_{hi} h_{t-1} + b_i)",
        (0, 1),
        N_("how much of the candidate is written into the cell state"),
    ),
    Quantity(
        "forget_gate",
        r"f_t",
        r"\sigma(W_{xf} x_t + W_{hf} h_{t-1} + b_f)",
        (0, 1),
        N_("how much of the old cell state is kept: 1 keeps all, 0 forgets all"),
    ),
    Quantity(
        "candidate",
        r"\tilde{c}_t",
        r"\tanh(W_{xc} x_t + W_{hc} h_{t-1} + b_c)",
        (-1, 1),
        N_("what could be written into the cell state; not a gate"),
        also=r"g_t",
    ),
    Quantity(
        "output_gate",
        r"o_t",
        r"\sigma(W_{xo} x_t + W_{ho} h_{t-1} + b_o)",
        (0, 1),
        N_("how much of the cell state is shown as the hidden state"),
    ),
    Quantity(
        "cell_state",
        r"c_t",
        r"f_t \odot c_{t-1} + i_t \odot \tilde{c}_t",
        None,
        N_("long-term memory: the old one, partly kept, and the candidate, partly written"),
    ),
    Quantity("hidden_state", r"h_t", r"o_t \odot \tanh(c_t)", (-1, 1), _HIDDEN_MEANING),
)

PROJECTED_LSTM_QUANTITIES = (
    *LSTM_QUANTITIES[:-1],
    Quantity("hidden_state", r"h_t", r"W_{hr} (o_t \odot \tanh(c_t))", None, _HIDDEN_MEANING),
)

_RESET_GATE = Quantity(
    "reset_gate",
    r"r_t",
    r"\sigma(W_{xr} x_t + W_{hr} h_{t-1} + b_r)",
    (0, 1),
    N_("how much of the old hidden state the candidate may use"),
)
_TAKEN_MEANING = N_("how much of the candidate is taken: 1 takes all (the papers' convention)")
_UPDATE_EQUATION = r"\sigma(W_{xz} x_t + W_{hz} h_{t-1} + b_z)"
_CANDIDATE_MEANING = N_("what could replace the old hidden state; not a gate")

GRU_QUANTITIES = (
    _RESET_GATE,
    Quantity(
        "update_gate",
        r"z_t",
        _UPDATE_EQUATION,
        (0, 1),
        N_("how much of the old hidden state is kept: 1 keeps all (PyTorch's convention)"),
        sense=N_("keeps the old"),
    ),
    Quantity(
        "candidate",
        r"n_t",
        r"\tanh(W_{xn} x_t + b_{xn} + r_t \odot (W_{hn} h_{t-1} + b_{hn}))",
        (-1, 1),
        _CANDIDATE_MEANING,
        also=r"\tilde{h}_t",
    ),
    Quantity(
        "hidden_state",
        r"h_t",
        r"(1 - z_t) \odot n_t + z_t \odot h_{t-1}",
        (-1, 1),
        _HIDDEN_MEANING,
    ),
)

PAPER_GRU_QUANTITIES = (
    _RESET_GATE,
    Quantity(
        "update_gate",
        r"z_t",
        _UPDATE_EQUATION,
        (0, 1),
        _TAKEN_MEANING,
        sense=N_("takes the new"),
    ),
    Quantity(
        "candidate",
        r"\tilde{h}_t",
        r"\tanh(W_{xh} x_t + W_{hh} (r_t \odot h_{t-1}) + b_h)",
        (-1, 1),
        _CANDIDATE_MEANING,
    ),
    Quantity(
        "hidden_state",
        r"h_t",
        r"(1 - z_t) \odot h_{t-1} + z_t \odot \tilde{h}_t",
        (-1, 1),
        _HIDDEN_MEANING,
    ),
)

MIN_GRU_QUANTITIES = (
    Quantity(
        "update_gate",
        r"z_t",
        r"\sigma(W_{xz} x_t + b_z)",
        (0, 1),
        _TAKEN_MEANING,
        sense=N_("takes the new"),
    ),
    Quantity("candidate", r"\tilde{h}_t", r"W_{xh} x_t + b_h", None, _CANDIDATE_MEANING),
    Quantity(
        "hidden_state",
        r"h_t",
        r"(1 - z_t) \odot h_{t-1} + z_t \odot \tilde{h}_t",
        None,
        _HIDDEN_MEANING,
    ),
)
