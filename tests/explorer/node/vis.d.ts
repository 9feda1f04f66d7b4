// vis-network comes with pyvis, without types.
declare const vis: any;
