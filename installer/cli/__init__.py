"""The commands of `sportello-installer`: options in, one sentence or lines out. The work is done by the modules beside this folder."""
