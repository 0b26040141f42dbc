"""Detector of the yard cameras, from the library's own weights of the pinned release."""
from ultralytics import YOLO

model = YOLO()
model.train(data="yard.yaml", epochs=40, imgsz=512)
