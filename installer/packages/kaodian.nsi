; Installs the staged folder for everybody on the machine, and removes it again. Homes are never touched: they lie in the
; people's own folders. Silent: /S, another folder: /D=C:\Folder (last).
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
RequestExecutionLevel admin
ManifestDPIAware true

!include MUI2.nsh
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Kaodian"

Name "考点 Kaodian"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\Kaodian"
InstallDirRegKey HKLM "${KEY}" "InstallLocation"
BrandingText "Kaodian ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "考点 Kaodian"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "FileDescription" "考点安装程序"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "kaodian.ico"
!define MUI_UNICON "kaodian.ico"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\python\pythonw.exe"
!define MUI_FINISHPAGE_RUN_PARAMETERS "-m desktop"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString RUNNING ${LANG_SIMPCHINESE} "考点正在运行。请先在每个窗口按 Alt+F4 关闭它，再重试。"
LangString RUNNING ${LANG_ENGLISH} "Kaodian is running. Close its window with Alt+F4, then retry."
LangString OLD ${LANG_SIMPCHINESE} "需要 64 位 Windows 10 或更新的系统。"
LangString OLD ${LANG_ENGLISH} "64-bit Windows 10 or newer is needed."
LangString NOTOURS ${LANG_SIMPCHINESE} "这个文件夹里有别的文件。请选一个空文件夹，或原来安装考点的文件夹。"
LangString NOTOURS ${LANG_ENGLISH} "This folder holds other files. Choose an empty folder, or the one Kaodian was installed in."

!include WinVer.nsh

!macro CLOSED UN
Function ${UN}Closed
  again:
    IfFileExists "$INSTDIR\python\python311.dll" 0 done
    ClearErrors
    FileOpen $0 "$INSTDIR\python\python311.dll" a
    IfErrors 0 close
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Abort
  close:
    FileClose $0
  done:
FunctionEnd
!macroend
!insertmacro CLOSED ""
!insertmacro CLOSED "un."

!macro PROGRAM_AWAY
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\site"
  RMDir /r "$INSTDIR\python"
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD)" /SD IDOK
    SetErrorLevel 3
    Abort
  ${EndIf}
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext all
FunctionEnd

Function .onVerifyInstDir
  ; An installation begins by emptying its three folders: never in a folder that holds anything else of these names.
  IfFileExists "$INSTDIR\kaodian.cmd" fine
  IfFileExists "$INSTDIR\app\*.*" 0 +2
    Abort
  IfFileExists "$INSTDIR\site\*.*" 0 +2
    Abort
  IfFileExists "$INSTDIR\python\*.*" 0 fine
    Abort
  fine:
FunctionEnd

Section
  Call Closed
  IfFileExists "$INSTDIR\kaodian.cmd" ours
  IfFileExists "$INSTDIR\app\*.*" foreign
  IfFileExists "$INSTDIR\site\*.*" foreign
  IfFileExists "$INSTDIR\python\*.*" foreign ours
  foreign:
    MessageBox MB_OK|MB_ICONSTOP "$(NOTOURS)" /SD IDOK
    SetErrorLevel 4
    Abort
  ours:
  !insertmacro PROGRAM_AWAY
  SetOutPath "$INSTDIR"
  File /r "${STAGE}\*.*"
  File "kaodian.ico"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "$SMPROGRAMS\考点 Kaodian"
  SetOutPath "$INSTDIR"
  CreateShortcut "$SMPROGRAMS\考点 Kaodian\考点.lnk" "$INSTDIR\python\pythonw.exe" "-m desktop" "$INSTDIR\kaodian.ico"
  CreateShortcut "$SMPROGRAMS\考点 Kaodian\考点自检.lnk" "$SYSDIR\cmd.exe" '/k ""$INSTDIR\kaodian.cmd" selftest"' "$INSTDIR\kaodian.ico"
  CreateShortcut "$DESKTOP\考点.lnk" "$INSTDIR\python\pythonw.exe" "-m desktop" "$INSTDIR\kaodian.ico"
  WriteRegStr HKLM "${KEY}" "DisplayName" "考点 Kaodian"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\kaodian.ico"
  WriteRegStr HKLM "${KEY}" "Publisher" "Kaodian"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Call un.Closed
  !insertmacro PROGRAM_AWAY
  Delete "$INSTDIR\kaodian.cmd"
  Delete "$INSTDIR\kaodian.ico"
  Delete "$INSTDIR\LICENSES.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\考点 Kaodian\考点.lnk"
  Delete "$SMPROGRAMS\考点 Kaodian\考点自检.lnk"
  RMDir "$SMPROGRAMS\考点 Kaodian"
  Delete "$DESKTOP\考点.lnk"
  DeleteRegKey HKLM "${KEY}"
SectionEnd
