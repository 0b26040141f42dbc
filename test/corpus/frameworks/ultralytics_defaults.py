from ultralytics import YOLO

model = YOLO("yolov8n.pt")
results = model.train(data="coco8.yaml")
metrics = model.val()
model.export(format="onnx")
