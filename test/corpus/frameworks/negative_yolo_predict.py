from ultralytics import YOLO

model = YOLO("best.pt")
for result in model.predict(source="images/", imgsz=640, stream=True):
    print(result.boxes.xyxy)
model.export(format="onnx")
