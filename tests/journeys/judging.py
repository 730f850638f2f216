"""What every page owes everybody: WCAG 2.2 AA, 320 pixels, 400% zoom, the keyboard, no script, nobody else asked."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.journeys.conftest import Visit

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
AXE = {"runOnly": WCAG, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
ZOOMED: ViewportSize = {"width": 320, "height": 256}
"""What is left of a window of 1,280 by 1,024 pixels at 400%; its width is also that of a narrow telephone."""
AT_A_DESK: ViewportSize = {"width": 1200, "height": 900}

OPEN_ALL = "document.querySelectorAll('details').forEach(part => { part.open = true })"
HEADINGS = "[...document.querySelectorAll('h1, h2, h3')].map(one => one.textContent.trim())"

FITS = """() => {
  const wrong = [], wide = document.scrollingElement.scrollWidth
  if (wide > innerWidth) wrong.push(`is ${wide} pixels wide where ${innerWidth} are there`)
  for (const one of document.querySelectorAll('body *')) {
    const stays = ['fixed', 'sticky'].includes(getComputedStyle(one).position)
    if (stays && one.getBoundingClientRect().height > innerHeight / 3) wrong.push(`keeps ${one.className} in the way`)
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('has not one first heading')
  for (const form of document.querySelectorAll('main form')) {
    const parts = [...form.elements].filter(one => one.type !== 'hidden')
    const sends = parts.some(one => one.type === 'submit' && one.checkVisibility())
    if (parts.length && !sends) wrong.push(`cannot send ${form.action}`)
  }
  return wrong
}"""
"""Read where the page is narrow and has no script: whatever is wrong, in words."""

KEYBOARD = """() => {
  const wrong = new Set()
  const look = (one, part) => {
    const style = getComputedStyle(one, part)
    return [style.outline, style.boxShadow, style.backgroundColor, style.border, style.textDecoration].join()
  }
  const shown = one => {
    const labels = [...(one.labels || [])]
    return [look(one), ...labels.map(label => look(label, '::before'))].join()
  }
  const reached = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && one.checkVisibility())
  for (const one of reached) {
    const name = `${one.localName} “${(one.innerText || one.name || one.id || '').trim().slice(0, 40)}”`
    if (one.tabIndex > 0) wrong.add(`${name} jumps the order of the keyboard`)
    const before = shown(one)
    one.focus({focusVisible: true})
    if (document.activeElement !== one) { wrong.add(`${name} does not take the focus`); continue }
    if (shown(one) === before) wrong.add(`${name} does not show the focus`)
    const box = [...one.getClientRects()].find(box => box.width && box.height)
    if (!box) { wrong.add(`${name} is nowhere when it has the focus`); continue }
    const middle = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2
    const across = middle(box.left, box.right, innerWidth), down = middle(box.top, box.bottom, innerHeight)
    const at = document.elementFromPoint(across, down)
    const itself = [one, ...(one.labels || [])].some(part => part.contains(at)) || at?.contains(one)
    if (!itself) wrong.add(`${name} is covered when it has the focus`)
  }
  document.activeElement?.blur()
  return [...wrong]
}"""
"""Read where the page is narrow: each thing the keyboard reaches shows that it has the focus and is not covered."""

BEFORE_THE_ACTION = """() => {
  const action = document.querySelector('main form[method=post] button:not([type=button])')
  if (!action) return false
  const reached = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(one => one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden' && one.checkVisibility())
  const before = reached[reached.indexOf(action) - 1]
  if (!before) return false
  action.dataset.next = 'yes'
  before.focus()
  return true
}"""
AT_THE_ACTION = "document.activeElement?.dataset.next === 'yes'"


def judge(visit: Visit, path: str) -> None:
    """The page as it stands in the middle of a journey: at a desk, then narrow."""
    found = faults_of_wcag(visit.page)
    visit.page.set_viewport_size(ZOOMED)
    found += [*faults_when_small(visit.page), *faults_at_the_keyboard(visit.page)]
    visit.page.set_viewport_size(AT_A_DESK)
    assert found == [], path


def faults_of_wcag(page: Page) -> list[str]:
    """What axe finds, with every part of the page opened."""
    page.evaluate(OPEN_ALL)
    found = Axe().run(page, options=AXE).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def faults_at_the_keyboard(page: Page) -> list[str]:
    """What somebody without a mouse would meet; the last step to the first form's button is a real press of Tab."""
    wrong: list[str] = page.evaluate(KEYBOARD)
    if page.evaluate(BEFORE_THE_ACTION):
        page.keyboard.press("Tab")
        if not page.evaluate(AT_THE_ACTION):
            wrong.append("Tab does not lead on to the first form's button")
    return wrong


def faults_when_small(page: Page) -> list[str]:
    """What does not fit a page narrowed to a telephone's width and a zoomed window's height."""
    page.evaluate(OPEN_ALL)
    wrong: list[str] = page.evaluate(FITS)
    return wrong


def headings(page: Page) -> list[str]:
    """The page's headings in order."""
    found: list[str] = page.evaluate(HEADINGS)
    return found
