"""The live check: alerts that are due are claimed, those of one question share one answer, and each lives a step on."""
