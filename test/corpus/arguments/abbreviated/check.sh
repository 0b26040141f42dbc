python -m train test --config best.yaml
