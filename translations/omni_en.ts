<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AccountStrip</name>
    <message numerus="yes">
        <source>+ %n without stop</source>
        <translation>
            <numerusform>+ %n without stop</numerusform>
            <numerusform>+ %n without stop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AccountsPage</name>
    <message numerus="yes">
        <source>There were %n failed tries in this name before.</source>
        <translation>
            <numerusform>There was %n failed try in this name before.</numerusform>
            <numerusform>There were %n failed tries in this name before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BrokersPage</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChartPane</name>
    <message numerus="yes">
        <source>Its %n orders move together.</source>
        <comment>a line of several orders</comment>
        <translation>
            <numerusform>Its %n order moves.</numerusform>
            <numerusform>Its %n orders move together.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>%n passed</numerusform>
            <numerusform>%n passed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not known</source>
        <translation>
            <numerusform>%n not known</numerusform>
            <numerusform>%n not known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosePositions</name>
    <message numerus="yes">
        <source>Close %n position(s) of account %1 (%2) at market?</source>
        <translation>
            <numerusform>Close %n position of account %1 (%2) at market?</numerusform>
            <numerusform>Close %n positions of account %1 (%2) at market?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n position(s)</source>
        <translation>
            <numerusform>Close %n position</numerusform>
            <numerusform>Close %n positions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EffectColumn</name>
    <message numerus="yes">
        <source>%n passed</source>
        <translation>
            <numerusform>%n passed</numerusform>
            <numerusform>%n passed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KillBanner</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KillConfirm</name>
    <message numerus="yes">
        <source>%n entry order(s)</source>
        <translation>
            <numerusform>%n entry order</numerusform>
            <numerusform>%n entry orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n stop</numerusform>
            <numerusform>%n stops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n position</numerusform>
            <numerusform>%n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s); their value is not known.</source>
        <translation>
            <numerusform>%n order; its value is not known.</numerusform>
            <numerusform>%n orders; their value is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>About %1 %2 in %n order(s).</source>
        <translation>
            <numerusform>About %1 %2 in %n order.</numerusform>
            <numerusform>About %1 %2 in %n orders.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n entry order(s) of the %1 account would be cancelled. Stops and positions stay.</source>
        <translation>
            <numerusform>%n entry order of the %1 account would be cancelled. Stops and positions stay.</numerusform>
            <numerusform>%n entry orders of the %1 account would be cancelled. Stops and positions stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n order(s)</source>
        <translation>
            <numerusform>Cancel %n order</numerusform>
            <numerusform>Cancel %n orders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Before you came in, %n tries in your name had failed. If that was not you, change your password.</source>
        <translation>
            <numerusform>Before you came in, %n try in your name had failed. If that was not you, change your password.</numerusform>
            <numerusform>Before you came in, %n tries in your name had failed. If that was not you, change your password.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have %n recovery code(s) left. Make new ones.</source>
        <translation>
            <numerusform>You have %n recovery code left. Make new ones.</numerusform>
            <numerusform>You have %n recovery codes left. Make new ones.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NoticeTeller</name>
    <message numerus="yes">
        <source>%n fills %1, avg %2</source>
        <translation>
            <numerusform>%n fill %1, avg %2</numerusform>
            <numerusform>%n fills %1, avg %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proposals wait for you and expire soon.</source>
        <translation>
            <numerusform>%n proposal waits for you and expires soon.</numerusform>
            <numerusform>%n proposals wait for you and expire soon.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderColumn</name>
    <message numerus="yes">
        <source>%n trading day(s)</source>
        <translation>
            <numerusform>%n trading day</numerusform>
            <numerusform>%n trading days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProposalStrip</name>
    <message numerus="yes">
        <source>%n wait(s), the first for %1. Opens the pane.</source>
        <translation>
            <numerusform>%n waits, the first for %1. Opens the pane.</numerusform>
            <numerusform>%n wait, the first for %1. Opens the pane.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportChart</name>
    <message numerus="yes">
        <source>%n older period(s) stand in the table only.</source>
        <translation>
            <numerusform>%n older period stands in the table only.</numerusform>
            <numerusform>%n older periods stand in the table only.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultBars</name>
    <message numerus="yes">
        <source>%1 to %2 R: %n trade(s)</source>
        <translation>
            <numerusform>%1 to %2 R: %n trade</numerusform>
            <numerusform>%1 to %2 R: %n trades</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message numerus="yes">
        <source>Trading stopped, %n switch(es) tripped</source>
        <translation>
            <numerusform>Trading stopped, %n switch tripped</numerusform>
            <numerusform>Trading stopped, %n switches tripped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n switch(es) tripped</source>
        <translation>
            <numerusform>%n switch tripped</numerusform>
            <numerusform>%n switches tripped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alert</numerusform>
            <numerusform>%n alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread</source>
        <translation>
            <numerusform>%n unread</numerusform>
            <numerusform>%n unread</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SymbolChooser</name>
    <message numerus="yes">
        <source>Start with %n symbol(s)</source>
        <translation>
            <numerusform>Start with %n symbol</numerusform>
            <numerusform>Start with %n symbols</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrackRecordView</name>
    <message numerus="yes">
        <source>newest %n closed trade(s), result in R</source>
        <translation>
            <numerusform>newest %n closed trade, result in R</numerusform>
            <numerusform>newest %n closed trades, result in R</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed trade(s), result in R known of %1</source>
        <translation>
            <numerusform>%n closed trade, result in R known of %1</numerusform>
            <numerusform>%n closed trades, result in R known of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n closed trade(s), result in R</source>
        <translation>
            <numerusform>%n closed trade, result in R</numerusform>
            <numerusform>%n closed trades, result in R</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trade(s)</source>
        <translation>
            <numerusform>%n trade</numerusform>
            <numerusform>%n trades</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message numerus="yes">
        <source>%n proposal(s) waiting</source>
        <translation>
            <numerusform>%n proposal waiting</numerusform>
            <numerusform>%n proposals waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unread alert(s)</source>
        <translation>
            <numerusform>%n unread alert</numerusform>
            <numerusform>%n unread alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of trading stopped</source>
        <translation>
            <numerusform>%n part of trading stopped</numerusform>
            <numerusform>%n parts of trading stopped</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>VaultBox</name>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>View</name>
    <message numerus="yes">
        <source>The tag is %n letters too long.</source>
        <translation>
            <numerusform>The tag is %n letter too long.</numerusform>
            <numerusform>The tag is %n letters too long.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The note is %n letters too long.</source>
        <translation>
            <numerusform>The note is %n letter too long.</numerusform>
            <numerusform>The note is %n letters too long.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Room for %n more letters.</source>
        <translation>
            <numerusform>Room for %n more letter.</numerusform>
            <numerusform>Room for %n more letters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept in the record. At least %n character(s).</source>
        <translation>
            <numerusform>Kept in the record. At least %n character.</numerusform>
            <numerusform>Kept in the record. At least %n characters.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other switch(es) stay as they are. Approval mode returns to manual.</source>
        <translation>
            <numerusform>%n other switch stays as it is. Approval mode returns to manual.</numerusform>
            <numerusform>%n other switches stay as they are. Approval mode returns to manual.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n protective stops in %1? The positions behind them lose their protection.</source>
        <translation>
            <numerusform>Cancel %n protective stop in %1? The position behind it loses its protection.</numerusform>
            <numerusform>Cancel %n protective stops in %1? The positions behind them lose their protection.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel all %n entry orders in %1? Protective stops stay.</source>
        <translation>
            <numerusform>Cancel %n entry order in %1? Protective stops stay.</numerusform>
            <numerusform>Cancel all %n entry orders in %1? Protective stops stay.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n points. Deepest fall %1, the desk halts at %2.</source>
        <translation>
            <numerusform>%n point. Deepest fall %1, the desk halts at %2.</numerusform>
            <numerusform>%n points. Deepest fall %1, the desk halts at %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trades, won %1 · Profit factor %2</source>
        <translation>
            <numerusform>%n trade, won %1 · Profit factor %2</numerusform>
            <numerusform>%n trades, won %1 · Profit factor %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharpe ratio of %n daily changes of equity, for a year of 365 days. Shown from %1 changes on: of fewer it says next to nothing.</source>
        <translation>
            <numerusform>Sharpe ratio of %n daily change of equity, for a year of 365 days. Shown from %1 changes on: of fewer it says next to nothing.</numerusform>
            <numerusform>Sharpe ratio of %n daily changes of equity, for a year of 365 days. Shown from %1 changes on: of fewer it says next to nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sharpe %1 from %n days</source>
        <translation>
            <numerusform>Sharpe %1 from %n day</numerusform>
            <numerusform>Sharpe %1 from %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n positions at market, account %1, %2?</source>
        <translation>
            <numerusform>Close %n position at market, account %1, %2?</numerusform>
            <numerusform>Close %n positions at market, account %1, %2?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n position(s)</source>
        <translation>
            <numerusform>Close %n position</numerusform>
            <numerusform>Close %n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No proposals. %n strategies are watching %1.</source>
        <comment>strategies, so many symbols</comment>
        <translation>
            <numerusform>No proposals. %n strategy is watching %1.</numerusform>
            <numerusform>No proposals. %n strategies are watching %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n symbol(s)</source>
        <translation>
            <numerusform>%n symbol</numerusform>
            <numerusform>%n symbols</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The share won and the profit factor are shown from %n closed trades on: of fewer, one more or less would turn them over.</source>
        <translation>
            <numerusform>The share won and the profit factor are shown from %n closed trade on: of fewer, one more or less would turn them over.</numerusform>
            <numerusform>The share won and the profit factor are shown from %n closed trades on: of fewer, one more or less would turn them over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The desk is set to &quot;%1&quot;, and %n line(s) in which the account and our books differ forbid arming. Settle them in Account differences.</source>
        <translation>
            <numerusform>The desk is set to &quot;%1&quot;, and %n line in which the account and our books differ forbids arming. Settle it in Account differences.</numerusform>
            <numerusform>The desk is set to &quot;%1&quot;, and %n lines in which the account and our books differ forbid arming. Settle them in Account differences.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %n order(s) in %1?</source>
        <translation>
            <numerusform>Cancel %n order in %1?</numerusform>
            <numerusform>Cancel %n orders in %1?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>Entries paused: %n loss(es) in a row.</source>
        <translation>
            <numerusform>Entries paused: %n loss in a row.</numerusform>
            <numerusform>Entries paused: %n losses in a row.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not done: the account and our books differ in %n line(s) that nobody has seen. Settle them in the pane Account differences.</source>
        <translation>
            <numerusform>Not done: the account and our books differ in %n line that nobody has seen. Settle it in the pane Account differences.</numerusform>
            <numerusform>Not done: the account and our books differ in %n lines that nobody has seen. Settle them in the pane Account differences.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::ChartModel</name>
    <message numerus="yes">
        <source>%1 (%n orders)</source>
        <translation>
            <numerusform>%1 (%n order)</numerusform>
            <numerusform>%1 (%n orders)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::StopSentence</name>
    <message numerus="yes">
        <source>%1 of %n order(s) cancelled</source>
        <translation>
            <numerusform>%1 of %n order cancelled</numerusform>
            <numerusform>%1 of %n orders cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filled first</source>
        <translation>
            <numerusform>%n filled first</numerusform>
            <numerusform>%n filled first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n protective stop(s) kept</source>
        <translation>
            <numerusform>%n protective stop kept</numerusform>
            <numerusform>%n protective stops kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n position(s) open</source>
        <translation>
            <numerusform>%n position open</numerusform>
            <numerusform>%n positions open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopping everything: orders blocked, %1 of %n cancel(s) confirmed</source>
        <translation>
            <numerusform>Stopping everything: orders blocked, %1 of %n cancel confirmed</numerusform>
            <numerusform>Stopping everything: orders blocked, %1 of %n cancels confirmed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No answer for %1 s. %n order(s) may still fill. Asking again.</source>
        <translation>
            <numerusform>No answer for %1 s. %n order may still fill. Asking again.</numerusform>
            <numerusform>No answer for %1 s. %n orders may still fill. Asking again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::Words</name>
    <message numerus="yes">
        <source>The window stood still too long and left out %n message(s). The lists have been read again; the journal has all of them.</source>
        <translation>
            <numerusform>The window stood still too long and left out %n message. The lists have been read again; the journal has it.</numerusform>
            <numerusform>The window stood still too long and left out %n messages. The lists have been read again; the journal has all of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n order(s) in %1 may or may not be working. New orders wait until this is clear.</source>
        <translation>
            <numerusform>%n order in %1 may or may not be working. New orders wait until this is clear.</numerusform>
            <numerusform>%n orders in %1 may or may not be working. New orders wait until this is clear.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::kill_switches::View</name>
    <message numerus="yes">
        <source>%n position(s)</source>
        <translation>
            <numerusform>%n position</numerusform>
            <numerusform>%n positions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::people::PeopleTexts</name>
    <message numerus="yes">
        <source>on, %n recovery code(s) left</source>
        <translation>
            <numerusform>on, %n recovery code left</numerusform>
            <numerusform>on, %n recovery codes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n, the last %1 ago</source>
        <translation>
            <numerusform>%n, %1 ago</numerusform>
            <numerusform>%n, the last %1 ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n</source>
        <comment>failed tries</comment>
        <translation>
            <numerusform>%n</numerusform>
            <numerusform>%n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::settings::VaultTexts</name>
    <message numerus="yes">
        <source>rotate in %n day(s)</source>
        <translation>
            <numerusform>rotate in %n day</numerusform>
            <numerusform>rotate in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>omni::ui::what_the_stop_did::Model</name>
    <message numerus="yes">
        <source>%n AI proposal(s) withdrawn</source>
        <translation>
            <numerusform>%n AI proposal withdrawn</numerusform>
            <numerusform>%n AI proposals withdrawn</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Protective stops live: %1 of %n position(s)</source>
        <translation>
            <numerusform>Protective stops live: %1 of %n position</numerusform>
            <numerusform>Protective stops live: %1 of %n positions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Positions reconciled with the account, %1 of %n</source>
        <translation>
            <numerusform>Positions reconciled with the account, %1 of %n</numerusform>
            <numerusform>Positions reconciled with the account, %1 of %n</numerusform>
        </translation>
    </message>
</context>
</TS>
