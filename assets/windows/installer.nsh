; Offers Viewfinder for .py files under "Open with", for this person, and leaves the program that opens them now alone.

!macro customInstall
  WriteRegStr SHCTX "Software\Classes\Viewfinder.py" "" "Python script"
  WriteRegStr SHCTX "Software\Classes\Viewfinder.py\DefaultIcon" "" "$appExe,0"
  WriteRegStr SHCTX "Software\Classes\Viewfinder.py\shell\open\command" "" '"$appExe" "%1"'
  WriteRegStr SHCTX "Software\Classes\.py\OpenWithProgids" "Viewfinder.py" ""
!macroend

!macro customUnInstall
  DeleteRegKey SHCTX "Software\Classes\Viewfinder.py"
  DeleteRegValue SHCTX "Software\Classes\.py\OpenWithProgids" "Viewfinder.py"
!macroend
