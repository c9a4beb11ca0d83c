import PySize
