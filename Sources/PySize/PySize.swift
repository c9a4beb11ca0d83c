// The umbrella: one import for the whole package.
@_exported public import PyBridge
@_exported public import PyEmulator
@_exported public import PyHeap
@_exported public import PyInspector
@_exported public import PyLayout
@_exported public import PyMemory
@_exported public import PyRecords
@_exported public import PyReport
@_exported public import PyTarget
@_exported public import PyVerify
