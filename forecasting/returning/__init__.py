"""Children who live outside the area and might come home: who, to whom, when, for how long, at what cost."""
