import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { chromium } from '@playwright/test'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
]

/**
 * Where a Chromium is: CHROME_PATH, an installed one, Playwright's own, and on Debian as root one that is installed now.
 * Throws with what to do when there is none.
 */
export const findBrowser = (): string => {
  const found = [process.env['CHROME_PATH'], ...INSTALLED, chromium.executablePath()].find(canRun)
  if (found) return found
  if (tryTo('apt-get', ['install', '-y', '-qq', 'chromium']) && canRun('/usr/bin/chromium')) return '/usr/bin/chromium'
  if (tryTo('npx', ['playwright', 'install', 'chromium']) && canRun(chromium.executablePath()))
    return chromium.executablePath()
  throw new Error('No Chromium found: install one, or set CHROME_PATH to its program.')
}

/** Quiet and self-contained: no sandbox as root, no calls to anybody. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const canRun = (path: string | undefined): path is string => {
  try {
    if (path) accessSync(path, constants.X_OK)
    return Boolean(path)
  } catch {
    return false
  }
}

const tryTo = (command: string, args: string[]) => {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
