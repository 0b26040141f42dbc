from ultralytics import YOLO

settings = dict(data="VOC.yaml", epochs=50, imgsz=512, batch=64, optimizer="SGD", lr0=0.02)
model = YOLO("yolov8s.yaml")
model.train(**settings)
