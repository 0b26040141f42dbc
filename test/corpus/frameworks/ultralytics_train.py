import argparse

from ultralytics import YOLO


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", default="yolo11m.pt")
    parser.add_argument("--epochs", type=int, default=80)
    parser.add_argument("--imgsz", type=int, default=1280)
    args = parser.parse_args()
    model = YOLO(args.weights)
    model.train(data="datasets/parts/data.yaml", epochs=args.epochs, imgsz=args.imgsz, batch=8, optimizer="AdamW", lr0=0.0005, amp=False, device=[0, 1])


if __name__ == "__main__":
    main()
