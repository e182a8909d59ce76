// Lines that were let go, the commands of the pane, and what a layout keeps of it.

#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/charts/line_drag.h"
#include "ui/commands/registry.h"
#include "ui/panes/chart/header.h"
#include "ui/panes/chart/model.h"
#include "ui/panes/chart/view.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <utility>

namespace omni::ui {

namespace {

constexpr std::array<const char*, 4> styleNames{"candles", "filled", "heikin_ashi", "line"};

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void ChartPane::lineDropped(const ChartLine& line, Ticks to)
{
    const Asked move{line, to};
    const bool isTightening = line.kind == LineKind::Stop && tightens(line.side, line.price, to);
    if (isTightening && line.others.empty() && !UserSettings(m_context.engine).choices().asksBeforeTightening) {
        send(move);
        m_chart->endDrag();
        return;
    }
    ask(move);
}

void ChartPane::ask(const Asked& move)
{
    m_asked = move;
    QString question = moveQuestion(m_context.engine.desk(), move.line, instrument(), move.to, m_context.formats);
    if (!move.line.others.empty()) {
        const int orders = static_cast<int>(move.line.others.size()) + 1;
        question += QLatin1Char(' ') + tr("Its %n orders move together.", "a line of several orders", orders);
    }
    m_question->ask(question, tr("Move"), tr("Keep"), [this] {
        const auto asked = std::exchange(m_asked, std::nullopt);
        m_chart->endDrag();
        m_chart->setFocus();
        if (asked) {
            send(*asked);
        }
    });
    // Beside the line, below it where there is room, and never wider than the chart.
    const QSize room = m_chart->size();
    const int width = std::min(m_context.theme.px(440), room.width());
    m_question->resize(width,
                       m_question->heightForWidth(width) > 0 ? m_question->heightForWidth(width)
                                                             : m_question->sizeHint().height());
    const int y = static_cast<int>(m_chart->picture().price().yOf(static_cast<double>(move.to.count)));
    const int below = y + m_context.theme.px(14);
    const int above = y - m_context.theme.px(14) - m_question->height();
    m_question->move(std::max(0, m_chart->picture().plot().right() - width - m_context.theme.px(8)),
                     below + m_question->height() <= room.height() ? below : std::max(0, above));
}

void ChartPane::dropQuestion()
{
    m_asked.reset();
    m_question->hide();
    m_chart->endDrag();
}

void ChartPane::send(const Asked& move)
{
    std::vector<OrderId> orders{move.line.order};
    orders.insert(orders.end(), move.line.others.begin(), move.line.others.end());
    // The orders as they are now: what has happened since the line was taken is not to be undone, and either all of
    // them move or none does.
    const auto& open = m_context.engine.desk().openOrders;
    std::vector<const orders::OrderRecord*> records;
    for (const OrderId order : orders) {
        const auto found = std::find_if(
            open.begin(), open.end(), [order](const orders::OrderRecord& record) { return record.ticket.id == order; });
        if (found == open.end() || dragBarOf(*found, isLatched()) != DragBar::None) {
            emit m_context.requests.notify(1, tr("Not moved: the order is not working any more."));
            return;
        }
        records.push_back(&*found);
    }
    for (const orders::OrderRecord* record : records) {
        sendOne(move, record->ticket);
    }
}

void ChartPane::sendOne(const Asked& move, const orders::OrderTicket& ticket)
{
    const QString reason = QStringLiteral("moved on the chart");
    if (move.line.kind == LineKind::Stop) {
        m_context.engine.send(events::MoveStop{ticket.id, move.to}, reason);
        return;
    }
    events::ReplaceOrder replace;
    replace.order = ticket.id;
    if (ticket.kind == orders::OrderKind::StopLimit && ticket.stop && ticket.limit) {
        // The line is the trigger; the limit keeps its distance behind it.
        replace.stop = move.to;
        const auto behind = checkedDifference(ticket.limit->count, ticket.stop->count);
        const auto limit = behind ? checkedSum(move.to.count, *behind) : std::nullopt;
        replace.limit = limit ? std::optional(Ticks{*limit}) : std::nullopt;
    } else {
        (ticket.limit ? replace.limit : replace.stop) = move.to;
    }
    m_context.engine.send(replace, reason);
}

void ChartPane::addCommands()
{
    const auto add = [this](const char* key, std::function<QString()> text, const QKeySequence& shortcut,
                            std::function<void()> run) {
        CommandSpec spec;
        spec.key = QLatin1String(key);
        spec.text = std::move(text);
        spec.group = [] { return tr("Chart"); };
        spec.shortcut = shortcut;
        spec.isGlobal = false;
        m_context.commands.add(this, std::move(spec), std::move(run));
    };
    add(
        "chart.zoom_in", [] { return tr("Zoom in"); }, QKeySequence(Qt::Key_Plus), [this] { m_chart->zoomIn(); });
    add(
        "chart.zoom_out", [] { return tr("Zoom out"); }, QKeySequence(Qt::Key_Minus), [this] { m_chart->zoomOut(); });
    add(
        "chart.last", [] { return tr("Go to the last bar"); }, QKeySequence(Qt::Key_Home),
        [this] { m_chart->showLast(); });
    add(
        "chart.cross", [] { return tr("Crosshair"); }, QKeySequence(Qt::Key_Space), [this] { m_chart->toggleCross(); });
    add(
        "chart.line", [] { return tr("Take the next line that can be moved"); }, QKeySequence(Qt::CTRL | Qt::Key_M),
        [this] { m_chart->pickNextLine(); });
    add(
        "chart.table", [] { return tr("Bars as a table"); }, QKeySequence(Qt::ALT | Qt::Key_D),
        [this] { toggleTable(); });
    add(
        "chart.indicators", [] { return tr("Indicators"); }, QKeySequence(Qt::CTRL | Qt::Key_I),
        [this] { m_header->openIndicators(); });
    add(
        "chart.indicator_period", [] { return tr("Indicator with a period of one's own…"); }, {},
        [this] { emit m_header->otherPeriodWanted(); });
    add(
        "chart.log", [] { return tr("Logarithmic price axis"); }, {},
        [this] {
            ChartLook look = m_chart->picture().look();
            look.isLog = !look.isLog;
            setLook(look);
        });
    add(
        "chart.fit", [] { return tr("Fit the price axis to the bars"); }, {}, [this] { m_chart->fitPrices(); });
    add(
        "chart.search", [] { return tr("Search a symbol in the chart"); }, {}, [this] { openSearch({}); });
    for (std::size_t i = 0; i < chartIntervals.size(); ++i) {
        const QString text = latin(chartIntervals[i].text);
        const bool hasKey = i >= firstKeyedInterval;
        const int digit = static_cast<int>(Qt::Key_1) + static_cast<int>(i) - static_cast<int>(firstKeyedInterval);
        add(("chart.interval." + text.toLatin1()).constData(), [text] { return tr("Bars of %1").arg(text); },
            hasKey ? QKeySequence(digit) : QKeySequence(), [this, i] { setInterval(chartIntervals[i].length); });
    }
}

QJsonObject ChartPane::saveState() const
{
    QJsonObject state;
    for (const ChartInterval& interval : chartIntervals) {
        if (interval.length == m_interval) {
            state.insert(QStringLiteral("interval"), latin(interval.text));
        }
    }
    const ChartLook& look = m_chart->picture().look();
    state.insert(QStringLiteral("style"), QLatin1String(styleNames[static_cast<std::size_t>(look.style)]));
    state.insert(QStringLiteral("log"), look.isLog);
    state.insert(QStringLiteral("volume"), look.hasVolume);
    QJsonArray indicators;
    for (const IndicatorSpec& spec : m_specs) {
        indicators.append(textOf(spec));
    }
    state.insert(QStringLiteral("indicators"), indicators);
    if (const views::InstrumentView* view = m_context.engine.instrument(instrument())) {
        state.insert(QStringLiteral("instrument"), QString::fromStdString(view->instrument.name()));
    } else if (!m_wanted.isEmpty()) {
        state.insert(QStringLiteral("instrument"), m_wanted);
    }
    return state;
}

void ChartPane::restoreState(const QJsonObject& state)
{
    const QString interval = state.value(QStringLiteral("interval")).toString();
    for (const ChartInterval& one : chartIntervals) {
        if (latin(one.text) == interval) {
            setInterval(one.length);
        }
    }
    ChartLook look = m_chart->picture().look();
    const QString style = state.value(QStringLiteral("style")).toString();
    for (std::size_t i = 0; i < styleNames.size(); ++i) {
        if (style == QLatin1String(styleNames[i])) {
            look.style = static_cast<ChartStyle>(i);
        }
    }
    look.isLog = state.value(QStringLiteral("log")).toBool(look.isLog);
    look.hasVolume = state.value(QStringLiteral("volume")).toBool(look.hasVolume);
    setLook(look);
    if (state.contains(QStringLiteral("indicators"))) {
        std::vector<IndicatorSpec> specs;
        for (const QJsonValue& value : state.value(QStringLiteral("indicators")).toArray()) {
            const auto spec = indicatorFromText(value.toString());
            if (spec && std::find(specs.begin(), specs.end(), *spec) == specs.end() && specs.size() < mostIndicators) {
                specs.push_back(*spec);
            }
        }
        setIndicators(std::move(specs));
    }
    m_wanted = state.value(QStringLiteral("instrument")).toString();
}

} // namespace omni::ui
