; The set-up program: for one person, without an administrator, in Spanish.
; makensis -DVERSION= -DBUNDLE=folder -DFILES=list -DART=folder -DOUT=file [-DSTUB=amd64-unicode] [-DQUICK] setup.nsi
; Without a person: «/S [/D=C:\folder]». Ends with 3 (Windows too old), 4 (32 bits), 5 (program open).
; Records are never in $INSTDIR, and nothing here names the folders they are in but to tell her.
Unicode true
!ifdef STUB
  Target ${STUB}
!endif
!include MUI2.nsh
!include x64.nsh
!include WinVer.nsh
!include LogicLib.nsh
!include FileFunc.nsh

!define APP "Ecocuenca"
!define KIND "Ecocuenca.Libro"
!define CLASSES "Software\Classes"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"

Name "${APP}"
BrandingText "${APP} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "Software\${APP}" "InstallDir"
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${APP}"
VIAddVersionKey "FileDescription" "Instalador de ${APP}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "${APP}"
VIAddVersionKey "LegalCopyright" "GPL-3.0-or-later"

; Pages -------------------------------------------------------------------------------------------

!define MUI_ICON "${ART}/ecocuenca.ico"
!define MUI_UNICON "${ART}/ecocuenca.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${ART}/wizard.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${ART}/wizard.bmp"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Instalar ${APP} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "El cuaderno de la tesorera, sin internet.$\r$\n$\r$\nNo hace falta ser administrador de la computadora.$\r$\n$\r$\nSi ${APP} ya está instalado, aquí se actualiza o se repara. Sus libros no se tocan.$\r$\n$\r$\nPulse Siguiente."
!define MUI_FINISHPAGE_TITLE "${APP} está listo"
!define MUI_FINISHPAGE_TEXT "Lo encuentra en el menú Inicio y en el escritorio."
!define MUI_FINISHPAGE_RUN "$INSTDIR\Ecocuenca.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Abrir ${APP} ahora"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE FolderOfItsOwn
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Se quita el programa. Sus libros, copias y papeles se quedan donde están."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Spanish"

; Refusals ----------------------------------------------------------------------------------------

!macro Refuse CODE WORDS
  ${IfNot} ${Silent}
    MessageBox MB_ICONEXCLAMATION|MB_OK "${WORDS}"
  ${EndIf}
  SetErrorLevel ${CODE}
  Quit
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse 3 "${APP} necesita Windows 10 u 11. El Windows de esta computadora es anterior."
  ${EndIf}
  ${IfNot} ${RunningX64}
    !insertmacro Refuse 4 "${APP} necesita un Windows de 64 bits. El de esta computadora es de 32 bits."
  ${EndIf}
FunctionEnd

; A program that runs cannot be opened for writing.
!macro MustBeClosed UN
Function ${UN}MustBeClosed
  again:
  IfFileExists "$INSTDIR\Ecocuenca.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\Ecocuenca.exe" a
  IfErrors open
  FileClose $0
  Goto closed
  open:
  IfSilent refuse
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${APP} está abierto. Guarde, ciérrelo y pulse Reintentar." IDRETRY again
  refuse:
  SetErrorLevel 5
  Quit
  closed:
FunctionEnd
!macroend
!insertmacro MustBeClosed ""
!insertmacro MustBeClosed "un."

; What is in a folder that holds other things is hers: then a folder inside it. Upgrade and uninstall
; clear «app» and «runtime» of this folder, so they must be ours.
Function FolderOfItsOwn
  ${IfNot} ${FileExists} "$INSTDIR\Ecocuenca.exe"
    FindFirst $0 $1 "$INSTDIR\*"
    ${DoWhile} $1 != ""
      ${If} $1 != "."
      ${AndIf} $1 != ".."
        StrCpy $INSTDIR "$INSTDIR\${APP}"
        ${ExitDo}
      ${EndIf}
      FindNext $0 $1
    ${Loop}
    FindClose $0
  ${EndIf}
FunctionEnd

; Install, upgrade, repair ------------------------------------------------------------------------

Section "install"
  ${If} ${Silent}
    Call FolderOfItsOwn
  ${EndIf}
  Call MustBeClosed
  SetOutPath "$INSTDIR"
  File "${BUNDLE}/Ecocuenca.exe" ; first: it marks the folder as ours, even after a power cut
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\runtime"
  File "${BUNDLE}/Ecocuenca-ordenes.exe"
  !include "${FILES}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\Desinstalar.exe"

  CreateShortcut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\Ecocuenca.exe"
  CreateShortcut "$DESKTOP\${APP}.lnk" "$INSTDIR\Ecocuenca.exe"

  WriteRegStr HKCU "${CLASSES}\.ecocuenca" "" "${KIND}"
  WriteRegStr HKCU "${CLASSES}\${KIND}" "" "Libro de ${APP}"
  WriteRegStr HKCU "${CLASSES}\${KIND}\DefaultIcon" "" "$INSTDIR\Ecocuenca.exe,0"
  WriteRegStr HKCU "${CLASSES}\${KIND}\shell\open\command" "" '"$INSTDIR\Ecocuenca.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED

  WriteRegStr HKCU "Software\${APP}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Ecocuenca.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Desinstalar.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Desinstalar.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1 ; the set-up program itself repairs
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "uninstall"
  Call un.MustBeClosed
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\runtime"
  Delete "$INSTDIR\Ecocuenca-ordenes.exe"
  Delete "$INSTDIR\Ecocuenca.exe"
  Delete "$INSTDIR\Desinstalar.exe"
  RMDir "$INSTDIR" ; only when nothing of hers is in it
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$DESKTOP\${APP}.lnk"
  ReadRegStr $0 HKCU "${CLASSES}\.ecocuenca" ""
  ${If} $0 == "${KIND}"
    DeleteRegKey HKCU "${CLASSES}\.ecocuenca"
  ${EndIf}
  DeleteRegKey HKCU "${CLASSES}\${KIND}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\${APP}"
  ${IfNot} ${Silent}
    MessageBox MB_OK|MB_ICONINFORMATION "${APP} ya no está instalado.$\r$\nSus libros siguen en:$\r$\n$LOCALAPPDATA\${APP}$\r$\ny donde usted los haya guardado."
  ${EndIf}
SectionEnd
