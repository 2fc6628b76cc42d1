# Installs what is missing, builds the optimised program and opens its window.
#   scripts\run.ps1              opens the window
#   scripts\run.ps1 -Sample      opens it on the sample creator
#   scripts\run.ps1 -Headless    no window: syncs the sample creator, prints Today, writes the charts
[CmdletBinding()]
param([switch]$Sample, [switch]$Headless)

$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')

function Assert-Success([string]$What) {
    if ($LASTEXITCODE -ne 0) { throw "$What failed with exit code $LASTEXITCODE." }
}

function Install-Package([string]$Id, [string[]]$More = @()) {
    if (-not (Get-Command winget -ErrorAction SilentlyContinue)) {
        throw "$Id is missing and winget is not here to install it. Install it by hand and run this again."
    }
    Write-Host "installing $Id"
    winget install --id $Id --exact --silent --accept-package-agreements --accept-source-agreements @More
    Assert-Success "Installing $Id"
    # a fresh installation is on the path of new shells only
    $env:Path = [Environment]::GetEnvironmentVariable('Path', 'Machine') + ';' +
        [Environment]::GetEnvironmentVariable('Path', 'User')
}

# The C++ tools: linker, and the compiler for SQLCipher. Perl: OpenSSL's configuration runs in it.
$vswhere = Join-Path ${env:ProgramFiles(x86)} 'Microsoft Visual Studio\Installer\vswhere.exe'
$tools = if (Test-Path $vswhere) {
    & $vswhere -products '*' -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath
}
if (-not $tools) {
    Install-Package 'Microsoft.VisualStudio.2022.BuildTools' @('--override',
        '--wait --quiet --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended')
}
if (-not (Get-Command perl -ErrorAction SilentlyContinue)) { Install-Package 'StrawberryPerl.StrawberryPerl' }
$webview = 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}'
$webviewOfUser = 'HKCU:\SOFTWARE\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}'
if (-not ((Test-Path $webview) -or (Test-Path $webviewOfUser))) { Install-Package 'Microsoft.EdgeWebView2Runtime' }
if (-not (Get-Command cargo -ErrorAction SilentlyContinue)) { Install-Package 'Rustlang.Rustup' }
$node = if (Get-Command node -ErrorAction SilentlyContinue) { [version]((node --version).TrimStart('v')) }
if (-not $node -or $node -lt [version]'20.19.0') { Install-Package 'OpenJS.NodeJS.LTS' }

# npm packages exactly as the lock file says, only when they are absent or the lock file changed
$lock = 'ui\package-lock.json'
$stamp = 'ui\node_modules\.installed-lock'
if (-not (Test-Path $stamp) -or (Get-FileHash $lock).Hash -ne (Get-FileHash $stamp).Hash) {
    Push-Location ui
    try { npm ci --no-audit --no-fund --loglevel=error; Assert-Success 'npm ci' } finally { Pop-Location }
    Copy-Item $lock $stamp
}

# the page, only when a source is newer than the last build
$built = 'ui\dist\index.html'
$newer = if (Test-Path $built) {
    $since = (Get-Item $built).LastWriteTime
    Get-ChildItem ui -Recurse -File |
        Where-Object { $_.FullName.Substring($pwd.Path.Length) -notmatch '\\(node_modules|dist[^\\]*|coverage|bindings|fixtures|tests)\\' -and $_.LastWriteTime -gt $since } |
        Select-Object -First 1
} else { $true }
if ($newer) {
    Push-Location ui
    try { npm run --silent build; Assert-Success 'Building the page' } finally { Pop-Location }
}

cargo build --release -p creator-studio -p cli --features tauri/custom-protocol
Assert-Success 'Building the program'

$target = if ($env:CARGO_TARGET_DIR) { $env:CARGO_TARGET_DIR } else { 'target' }
if (-not $Headless) {
    $arguments = @(if ($Sample) { '--sample' })
    & "$target\release\creator-studio.exe" @arguments
    exit $LASTEXITCODE
}

$studioHome = if ($env:CREATOR_STUDIO_HOME) { $env:CREATOR_STUDIO_HOME } else { Join-Path $env:APPDATA 'creator-studio' }
$profileFolder = Join-Path $studioHome 'sandbox'
$charts = Join-Path $target 'creator-studio\charts'
$ctl = "$target\release\creatorctl.exe"
if (-not (Test-Path (Join-Path $profileFolder 'studio.db'))) {
    & $ctl --profile $profileFolder demo --seed 7
    Assert-Success 'Making the sample creator'
}
& $ctl --profile $profileFolder today
Assert-Success 'Printing Today'
New-Item -ItemType Directory -Force $charts | Out-Null
foreach ($name in 'earnings', 'today') {
    & $ctl --profile $profileFolder chart $name --out (Join-Path $charts "$name.svg")
    Assert-Success "Drawing the chart $name"
}
Write-Host "The sample creator's profile is in $profileFolder, the charts are in $charts."
