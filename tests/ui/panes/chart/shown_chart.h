// A chart pane over a fake terminal that shows the plausible desk: a position of 0.0315 bitcoin, its stop at 62'134, a
// proposal. The clock of the question's first moment is the test's.

#pragma once

#include "tests/support/fake_terminal/fake_terminal.h"
#include "tests/support/fake_terminal/plausible.h"
#include "tests/support/made_bars.h"
#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/chart/view.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"

#include <QTest>

#include <cstdint>
#include <memory>
#include <utility>

namespace omni::testing {

using namespace ui;

inline constexpr views::SeriesKey minuteBars{InstrumentId{1}, minutes(1)};

/// Bars around 63'400, where the plausible desk trades.
inline std::shared_ptr<views::BarSeries> bitcoinBars(std::size_t count = 300)
{
    SeededRandom random(51);
    return seriesFrom(drawnBars(random, count, 63'400, 12), true);
}

struct ShownChart {
    FakeTerminal terminal;
    Theme theme;
    Formats formats;
    std::unique_ptr<EngineLink> engine;
    CommandRegistry commands;
    LinkGroups groups;
    PaneRequests requests;
    std::int64_t now = 1'000;
    std::unique_ptr<ChartPane> pane;

    explicit ShownChart(views::DeskSnapshot desk = aSnapshot(), bool hasBars = true)
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        terminal.show(std::move(desk));
        if (hasBars) {
            terminal.show(bitcoinBars());
        }
        engine = std::make_unique<EngineLink>(terminal);
        engine->poll();
        pane = std::make_unique<ChartPane>(PaneContext{*engine, commands, theme, formats, groups, requests}, nullptr,
                                           [this] { return now; });
        pane->resize(1'000, 600);
        pane->show();
        paint();
    }
    void show(views::DeskSnapshot desk)
    {
        terminal.show(std::move(desk));
        paint();
    }
    void paint()
    {
        engine->poll();
        pane->grab();
    }
    [[nodiscard]] ChartView& chart() const
    {
        return pane->chart();
    }
    [[nodiscard]] const ChartLine* lineOf(LineKind kind) const
    {
        for (const ChartLine& line : chart().scene().lines) {
            if (line.kind == kind) {
                return &line;
            }
        }
        return nullptr;
    }
    /// Takes the stop, moves it by `ticks` and lets it go.
    void moveStop(int ticks)
    {
        while (!chart().drag() || chart().drag()->original.kind != LineKind::Stop) {
            chart().pickNextLine();
        }
        for (int i = 0; i < std::abs(ticks); ++i) {
            QTest::keyClick(&chart(), ticks > 0 ? Qt::Key_Up : Qt::Key_Down);
        }
        QTest::keyClick(&chart(), Qt::Key_Return);
    }
};

inline orders::OrderRecord aWorkingLimit()
{
    orders::OrderRecord record = anOrder();
    record.ticket.id = OrderId{9};
    record.ticket.side = Side::Buy;
    record.ticket.kind = orders::OrderKind::Limit;
    record.ticket.role = orders::OrderRole::Entry;
    record.ticket.stop.reset();
    record.ticket.limit = Ticks{63'300};
    record.ticket.reduceOnly = false;
    return record;
}

} // namespace omni::testing
