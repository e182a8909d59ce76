<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AdvancedPage</name>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For slow machines and for measuring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set everything on these pages to its default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits and layouts stay. Nothing happens before you save.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AppearancePage</name>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rising and falling never differ by colour alone: signs, arrows and hollow candles say it, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teal and orange, for every kind of colour vision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue and orange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green and red, weak for red-green deficiency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red up, green down, as in East Asia</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey, shapes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced motion: no mark on values that change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide amounts of money</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FirstRunDialog</name>
    <message>
        <source>Set-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set-up, about one minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome and language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo or recording</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here can cost money: the demo trades an invented market with invented money. Live trading is a separate, later act.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just look around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts the demo with all defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Teal and orange, for every kind of colour vision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blue and orange</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Green and red</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Red up, green down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey, shapes only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Software proposes trades here; you keep the last word. Choose how it should look and speak; all of it can be changed later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Demo: the built-in market</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Six invented instruments with real order books, trading now, around the clock. Strategies watch them and propose; the first proposal usually comes within two minutes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recording of your own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plays data files at the pace you choose, with strategies proposing on them. Formats: bars, trades, quotes and depth as CSV, also compressed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paper trading with a broker</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs a broker connection. This version has none yet; nothing is lost by starting with the demo.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What should it trade on?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both use the same engine, the same limits and the same record as real trading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of equity in one trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss at stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of equity, if the stop of a trade fills</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>since the day began halts everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawdown from peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>halts everything until you reset it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gross exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of equity in all positions together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These cautious limits are on from the start and hold for the AI, the strategies and yourself. Settings › Risk limits has all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposals wait at the right until you approve, change or reject them. Unanswered ones lapse.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The red switch at the top right stops everything: Ctrl+Shift+K, then Enter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K finds any command, symbol or setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three things to know before it starts:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the recording…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the demo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language and formats change at once; nothing needs a restart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers and dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the set-up again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the tour again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>Orders and confirmations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What always asks cannot be turned off: approving, closing positions, loosening a stop, resetting a switch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before tightening a dragged stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before cancelling an entry order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tone of a new proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>silent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>soft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loud</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RiskLimitsPage</name>
    <message>
        <source>Risk limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checked before every order, on this computer, also for orders you type yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No session runs, so its limits are not known. Start the demo or open a recording to see and change them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 In %2. The default is %3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ was %1, looser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>was %1, tighter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loosen the limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting (Ctrl+F)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason for the change of limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type &quot;%1&quot; to confirm looser limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change of limits needs a reason; it is kept in the record.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looser limits need the sentence &quot;%1&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>▲ %1: %2 → %3, looser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1
%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No session takes the limits now, so nothing was saved. Start the demo, then save again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsPage</name>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shortcut arms, resets, goes live or closes everything. The kill switch keeps its keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 › %2</source>
        <comment>menu, command</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a command, then press its new keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys cannot be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is taken by &quot;%2&quot;. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These keys cannot be used for it. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Staged</name>
    <message>
        <source>on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers and dates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up and down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1%</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comfortable rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reduced motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide amounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as they were</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before tightening a dragged stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask before cancelling an order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tone of a new proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gross exposure may be at most 100 % of equity times the leverage. Lower it, or raise the leverage first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>works</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>works in part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>does not work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Storage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is the truth: everything that happened, in order, each record sealed to the one before. The history is a database made from it and can be made anew at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History (SQLite)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layouts and settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Skip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UserSettings</name>
    <message>
        <source>The setting &quot;%1&quot; could not be read; its default holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of the window could not be read (%1); the defaults hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A setting of the window was out of its bounds and was put right.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>limits</name>
    <message>
        <source>Largest position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order that would make a position larger is refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gross exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All positions and open orders together, longs and shorts added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Net exposure</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longs less shorts, open orders counted at their worst.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gross exposure divided by equity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss at stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What one trade may lose if its stop fills; sizes follow from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop distance, most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Farther stops are refused; a proposal without a stop gets this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trailing stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops follow the price at this distance. 0: they stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A position is closed after so many trading days. 0: never.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Daily loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A loss of so much since the day began halts the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawdown from peak</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A fall of so much from the highest equity halts the desk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losing trades in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>So many pause new entries until a person clears it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Orders per minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More are refused; exits and protective stops always pass.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price collar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far from the market a price may be; always allowed up to here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collar in spreads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The collar is at least so many spreads wide.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collar in ATR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The collar is at least this multiple of the daily range.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collar, most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The collar is never wider than this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quote age</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An order on an older quote is refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price drift to approve</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A price that has moved farther voids the approval.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drift in ATR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The drift guard is the smaller of the two. 0: only the other one counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same order again within it is refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value of one order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A dearer order is refused. Empty: only the share of equity counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of one order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A larger order is refused. Empty: what the venue allows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More at a time are refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use %1 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use %1 to %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Per trade</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Portfolio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss and pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Price and data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>% eq.</source>
        <comment>share of equity, short</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spreads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>trades</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>orders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in base currency</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This limit cannot be left empty. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a clear number. %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
