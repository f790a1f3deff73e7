// lockstep: one text, one step, up to three networks beside each other.

class LockStep extends Steering {
  readScene(content, numbers) {
    return new Joint(content, numbers);
  }

  knownSignal(wanted) {
    const names = jointSignals(this.scene).map(([name]) => name);
    return names.includes(wanted) ? wanted : names[0];
  }

  makeScreen(shared) {
    const { scene, root } = this;
    const palettes = scene.members.map((member) => new NetworkPalette(member, shared.theme));
    palettes.forEach(({ network }, place) =>
      root.style.setProperty(`--network-${place}`, css(network)),
    );
    const colourAt = (...at) => jointTint(scene, palettes, ...at);
    const above = { ...shared, signals: jointSignals(scene), tintAt: colourAt };
    const contexts = scene.members.map((member, place) => {
      return { ...shared, scene: member, palette: palettes[place] };
    });
    const panels = [
      makeRibbon(above),
      makeTransport(above),
      makeJointOpinion(scene, shared),
      makeColumns(scene, contexts),
    ].filter(Boolean);
    return { panels, nodes: panels.map((panel) => panel.root) };
  }

  spoken({ step, unit, answered }) {
    const { members, outputs } = this.scene;
    return members.map((member) => {
      const { title } = member.byName.get("hidden_state");
      const state = hasUnit(member, unit)
        ? [`${title} ${decimals(member.value("hidden_state", step, unit))}`]
        : [];
      const said = outputs.length && answered ? answers(member, step, MOST_ANSWERS) : [];
      return `${isolated(member.name)}: ${[...state, ...said].join(", ")}`;
    });
  }
}

export default mount(LockStep);
