yolo detect train model=yolov8n.pt data=coco128.yaml epochs=100 imgsz=640 batch=16 device=0,1
