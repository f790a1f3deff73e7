"""Tokens that a panel must show as text and nothing else."""

HOSTILE = (
    "<script>window.broken=1</script>",
    "<img/src=http://evil.example/a.png/onerror=window.broken=1>",
    "{token}",
    "שלום\u202egnp.exe",
    "\u2066",
    "e" + "\u0301" * 30,
    "👩‍👩‍👧‍👦",
    "w" * 300,
    "\n",
)
