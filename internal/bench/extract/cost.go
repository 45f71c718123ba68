package main

func printCost([]reader, []article, []segmented) error { return nil }
