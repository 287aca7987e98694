<#
  What it does   Makes a Windows machine a kiosk and nothing else:
                   an account "fairdesk" without password or rights, signed in at power on;
                   the app as its shell (shell-launcher.xml), else by policy where Shell Launcher is missing;
                   no edge swipe, no task manager, no touch keyboard of Windows, no AutoPlay, no USB storage
                   for programs that run from it, no sleep, no notifications;
                   Ctrl+Alt+Del, the Windows key and their like filtered (Keyboard Filter);
                   updates and their restarts in the app's quiet window, outside active hours;
                   the paging file encrypted.
  What it needs  Windows 10 or 11 Enterprise, Education or IoT Enterprise for Shell Launcher and Keyboard
                 Filter (Pro gets all the rest, and a shell by policy). Run as SYSTEM, as Microsoft asks of the
                 bridge that takes shell-launcher.xml: from a startup script, a management tool, or
                 `psexec -s -i powershell -ExecutionPolicy Bypass -File kiosk.ps1`. The app is installed before.
  What was tried This file was written by Microsoft's documentation and has NOT been run on Windows. Run it on
                 one machine, then the self-test in the staff panel, before it goes to the others.
  Undo           kiosk.ps1 -Undo, then restart. It removes the values set here, and the account's sign-in; the
                 account and its data folder stay: what visitors wrote may still wait there.
#>
[CmdletBinding()]
param(
  [switch] $Undo,
  [string] $App = 'C:\Program Files\Fairdesk\Fairdesk.exe',
  # The app's quiet window; the settings quietFromHour and quietToHour have the same hours.
  [ValidateRange(0, 23)] [int] $UpdateHour = 3,
  # Active hours: at most 18 hours, and never over UpdateHour.
  [ValidateRange(0, 23)] [int] $ActiveFrom = 6,
  [ValidateRange(0, 23)] [int] $ActiveTo = 0
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Account = 'fairdesk'
$Policies = 'HKLM:\SOFTWARE\Policies\Microsoft\Windows'
$Current = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion'
$Winlogon = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Winlogon'
$Embedded = 'root\standardcimv2\embedded'

if ([System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value -ne 'S-1-5-18') {
  throw 'Run this as SYSTEM; the first lines of this file say how.'
}

# Every value for the whole machine: where, name, value. DWORD unless it says so.
$Machine = @(
  @{ Key = "$Policies\EdgeUI"; Name = 'AllowEdgeSwipe'; Value = 0 }
  @{ Key = "$Current\Policies\System"; Name = 'DisableTaskMgr'; Value = 1 }
  @{ Key = "$Current\Policies\System"; Name = 'HideFastUserSwitching'; Value = 1 }
  @{ Key = "$Current\Policies\Explorer"; Name = 'NoDriveTypeAutoRun'; Value = 255 }
  @{ Key = "$Policies\Explorer"; Name = 'NoAutoplayfornonVolume'; Value = 1 }
  @{ Key = "$Policies\RemovableStorageDevices\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}"; Name = 'Deny_Execute'; Value = 1 }
  @{ Key = "$Policies\WindowsUpdate"; Name = 'SetActiveHours'; Value = 1 }
  @{ Key = "$Policies\WindowsUpdate"; Name = 'ActiveHoursStart'; Value = $ActiveFrom }
  @{ Key = "$Policies\WindowsUpdate"; Name = 'ActiveHoursEnd'; Value = $ActiveTo }
  @{ Key = "$Policies\WindowsUpdate\AU"; Name = 'AUOptions'; Value = 4 }
  @{ Key = "$Policies\WindowsUpdate\AU"; Name = 'ScheduledInstallDay'; Value = 0 }
  @{ Key = "$Policies\WindowsUpdate\AU"; Name = 'ScheduledInstallTime'; Value = $UpdateHour }
  @{ Key = "$Policies\WindowsUpdate\AU"; Name = 'AlwaysAutoRebootAtScheduledTime'; Value = 1 }
  @{ Key = "$Policies\Personalization"; Name = 'NoLockScreen'; Value = 1 }
  @{ Key = "$Policies\Windows Error Reporting"; Name = 'Disabled'; Value = 1 }
  @{ Key = 'HKLM:\SYSTEM\CurrentControlSet\Control\FileSystem'; Name = 'NtfsEncryptPagingFile'; Value = 1 }
  @{ Key = $Winlogon; Name = 'AutoAdminLogon'; Value = '1'; Type = 'String' }
  @{ Key = $Winlogon; Name = 'DefaultUserName'; Value = $Account; Type = 'String' }
  @{ Key = $Winlogon; Name = 'DefaultPassword'; Value = ''; Type = 'String' }
)

# Every value of the kiosk's own account.
$OfAccount = @(
  @{ Key = 'SOFTWARE\Microsoft\TabletTip\1.7'; Name = 'EnableDesktopModeAutoInvoke'; Value = 0 }
  @{ Key = 'SOFTWARE\Microsoft\TabletTip\1.7'; Name = 'TouchKeyboardTapInvoke'; Value = 0 }
  @{ Key = 'SOFTWARE\Policies\Microsoft\Windows\Explorer'; Name = 'DisableNotificationCenter'; Value = 1 }
  @{ Key = 'SOFTWARE\Microsoft\Windows\CurrentVersion\PushNotifications'; Name = 'ToastEnabled'; Value = 0 }
)
$ShellByPolicy = @{ Key = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System'; Name = 'Shell'; Value = "`"$App`""; Type = 'String' }

function Set-Value($Root, $Item) {
  $key = if ($Root) { "$Root\$($Item.Key)" } else { $Item.Key }
  if (-not (Test-Path -LiteralPath $key)) { New-Item -Path $key -Force | Out-Null }
  $type = if ($Item.ContainsKey('Type')) { $Item.Type } else { 'DWord' }
  New-ItemProperty -LiteralPath $key -Name $Item.Name -Value $Item.Value -PropertyType $type -Force | Out-Null
}

function Remove-Value($Root, $Item) {
  $key = if ($Root) { "$Root\$($Item.Key)" } else { $Item.Key }
  Remove-ItemProperty -LiteralPath $key -Name $Item.Name -Force -ErrorAction SilentlyContinue
}

# The registry of the kiosk's account, loaded while it is signed out; its profile is made at its first sign-in.
function Use-AccountRegistry([scriptblock] $Work) {
  $hive = Join-Path $env:SystemDrive "Users\$Account\NTUSER.DAT"
  if (-not (Test-Path -LiteralPath $hive)) {
    Write-Warning "The account $Account has not signed in yet: restart, sign out, and run this once more."
    return
  }
  reg load HKU\FairdeskKiosk $hive | Out-Null
  if ($LASTEXITCODE -ne 0) {
    Write-Warning "The account $Account is signed in: sign it out and run this once more."
    return
  }
  try { & $Work 'Registry::HKEY_USERS\FairdeskKiosk' }
  finally {
    [gc]::Collect()
    reg unload HKU\FairdeskKiosk | Out-Null
  }
}

# Microsoft's bridge to the Assigned Access provider; null where this edition has no Shell Launcher.
function Get-ShellLauncher {
  Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess' -ErrorAction SilentlyContinue
}

function Set-KeyboardFilter([bool] $On) {
  $keys = 'Ctrl+Alt+Del', 'Shift+Ctrl+Esc', 'Ctrl+Esc', 'Alt+F4', 'Alt+Tab', 'Alt+Esc', 'Alt+Space', 'Win', 'Win+L', 'Win+R', 'Win+E', 'Win+U', 'Win+Enter'
  foreach ($id in $keys) {
    $key = Get-CimInstance -Namespace $Embedded -ClassName 'WEKF_PredefinedKey' -Filter "Id='$id'" -ErrorAction SilentlyContinue
    if ($null -ne $key) { Set-CimInstance -InputObject $key -Property @{ Enabled = $On } }
  }
}

if ($Undo) {
  $launcher = Get-ShellLauncher
  if ($null -ne $launcher) {
    $launcher.ShellLauncher = $null
    Set-CimInstance -CimInstance $launcher
  }
  Set-KeyboardFilter $false
  foreach ($item in $Machine) { Remove-Value '' $item }
  Use-AccountRegistry { param($root) foreach ($item in @($OfAccount) + $ShellByPolicy) { Remove-Value $root $item } }
  powercfg /setactive SCHEME_BALANCED
  powercfg /hibernate on
  Write-Output 'Taken back. Restart the machine.'
  return
}

if (-not (Test-Path -LiteralPath $App)) { throw "The app is not at $App." }
if (-not (Get-LocalUser -Name $Account -ErrorAction SilentlyContinue)) {
  # Without a password an account can sign in at this machine only (LimitBlankPasswordUse).
  New-LocalUser -Name $Account -NoPassword -AccountNeverExpires -UserMayNotChangePassword -Description 'Fairdesk kiosk' | Out-Null
  Add-LocalGroupMember -SID 'S-1-5-32-545' -Member $Account
}

foreach ($item in $Machine) { Set-Value '' $item }

$launcher = Get-ShellLauncher
if ($null -ne $launcher) {
  Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -All -NoRestart | Out-Null
  $xml = (Get-Content -LiteralPath (Join-Path $PSScriptRoot 'shell-launcher.xml') -Raw).Replace('C:\Program Files\Fairdesk\Fairdesk.exe', $App)
  $launcher.ShellLauncher = [System.Net.WebUtility]::HtmlEncode($xml)
  Set-CimInstance -CimInstance $launcher
}
Use-AccountRegistry {
  param($root)
  foreach ($item in $OfAccount) { Set-Value $root $item }
  if ($null -eq $launcher) { Set-Value $root $ShellByPolicy }
}

# Keyboard Filter starts with the machine and applies to every account but administrators.
$filter = Enable-WindowsOptionalFeature -Online -FeatureName Client-KeyboardFilter -All -NoRestart -ErrorAction SilentlyContinue
if ($null -ne $filter) {
  Set-Service -Name MsKeyboardFilter -StartupType Automatic
  Set-KeyboardFilter $true
}

foreach ($what in 'standby', 'hibernate', 'monitor', 'disk') {
  powercfg /change "$what-timeout-ac" 0
  powercfg /change "$what-timeout-dc" 0
}
powercfg /hibernate off

Write-Output 'Set. Restart the machine, then run the self-test in the staff panel.'
