from ultralytics import YOLO

model = YOLO()
model.train(data="helmets.yaml", epochs=30)
