#include "ui/panes/chart/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/panes/chart/header.h"
#include "ui/panes/chart/indicator_choice.h"
#include "ui/panes/chart/model.h"
#include "ui/panes/chart/symbol_search.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/hint_words.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/tab_stop.h"

#include <QEvent>
#include <QHeaderView>
#include <QHideEvent>
#include <QMenu>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui {

namespace {

constexpr std::uint32_t mostFills = 500;
constexpr std::size_t mostMarks = 2'000;
constexpr int longestName = 160;

const views::InstrumentView* viewOf(const EngineLink& engine, InstrumentId id)
{
    return id ? engine.instrument(id) : nullptr;
}

} // namespace

ChartPane::ChartPane(const PaneContext& context, QWidget* parent, Millis now)
    : Pane(context, parent)
    , m_choices(new PaneChoices(this))
    , m_header(new ChartHeader(context.theme, this))
    , m_stack(new QStackedWidget(this))
    , m_chart(new ChartView(context.theme, context.formats))
    , m_table(new QTableView)
    , m_bars(context.formats)
    , m_question(new ConfirmBar(context.theme, m_chart, std::move(now)))
    , m_search(new SymbolSearch(context.theme, m_stack))
    , m_interval(minutes(1))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_chart);
    m_stack->addWidget(m_table);
    m_table->setModel(&m_bars);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(context.theme.rowHeight());
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setAccessibleName(tr("Bars in sight"));
    stopTabAt(*m_chart, *this);
    connectChart();
    connectHeader();
    addCommands();
    setIndicators({{IndicatorKind::Ema, 20}, {IndicatorKind::Ema, 50}, {IndicatorKind::Rsi, 14}});
    setLook(m_chart->picture().look());
    m_header->setInterval(m_interval);
    connect(&m_context.engine, &EngineLink::noticed, this, &ChartPane::takeNotice);
    onInstrument(instrument());
}

ChartPane::~ChartPane()
{
    unwatchSeries();
}

void ChartPane::connectChart()
{
    m_chart->setLineWords([this](const ChartLine& line, Ticks to) {
        return ghostWords(m_context.engine.desk(), line, instrument(), to, m_context.formats);
    });
    connect(m_chart, &ChartView::lineDropped, this, &ChartPane::lineDropped);
    connect(m_chart, &ChartView::dragVoid, this, [this] {
        if (m_asked) {
            dropQuestion();
            m_chart->setFocus();
        }
    });
    connect(m_chart, &ChartView::typed, this, &ChartPane::openSearch);
    connect(m_question, &ConfirmBar::dismissed, this, [this] {
        dropQuestion();
        m_chart->setFocus();
    });
    connect(m_search, &SymbolSearch::chosen, this, [this](InstrumentId id) {
        m_wanted.clear();
        setInstrument(id);
        m_chart->setFocus();
    });
    connect(m_search, &SymbolSearch::left, this, [this] { m_chart->setFocus(); });
    connect(m_chart, &ChartView::viewMoved, this, [this] { fillTable(); });
    m_chart->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_chart, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { makeMenu(at)->popup(m_chart->mapToGlobal(at)); });
}

void ChartPane::connectHeader()
{
    connect(m_header, &ChartHeader::intervalChosen, this, &ChartPane::setInterval);
    connect(m_header, &ChartHeader::searchWanted, this, [this] { openSearch({}); });
    connect(&m_context.theme, &Theme::changed, this, &ChartPane::fitTable);
    connect(&m_bars, &QAbstractItemModel::modelReset, this, &ChartPane::fitTable);
    connect(m_header, &ChartHeader::tableToggled, this, &ChartPane::toggleTable);
    connect(m_header, &ChartHeader::groupChosen, this, &ChartPane::setGroup);
    connect(this, &Pane::groupChanged, m_header, [this] { m_header->setGroup(group()); });
    connect(m_header, &ChartHeader::indicatorToggled, this, [this](const IndicatorSpec& spec, bool isOn) {
        std::vector<IndicatorSpec> specs = m_specs;
        std::erase(specs, spec);
        if (isOn) {
            specs.push_back(spec);
        }
        setIndicators(std::move(specs));
    });
    connect(m_header, &ChartHeader::otherPeriodWanted, this, [this] {
        auto* choice = new IndicatorChoice(
            m_context.theme, m_specs,
            [this](const IndicatorSpec& spec) {
                std::vector<IndicatorSpec> specs = m_specs;
                specs.push_back(spec);
                setIndicators(std::move(specs));
            },
            this);
        choice->open();
    });
    const auto change = [this](auto member) {
        return [this, member](auto value) {
            ChartLook look = m_chart->picture().look();
            look.*member = value;
            setLook(look);
        };
    };
    connect(m_header, &ChartHeader::styleChosen, this, change(&ChartLook::style));
    connect(m_header, &ChartHeader::logToggled, this, change(&ChartLook::isLog));
    connect(m_header, &ChartHeader::volumeToggled, this, change(&ChartLook::hasVolume));
}

void ChartPane::setIndicators(std::vector<IndicatorSpec> specs)
{
    specs.resize(std::min(specs.size(), mostIndicators)); // neither menu nor question lets more through
    m_specs = std::move(specs);
    m_chart->setIndicators(m_specs);
    m_header->setIndicators(m_specs);
    emit m_choices->made();
}

void ChartPane::setLook(const ChartLook& look)
{
    m_chart->setLook(look);
    m_header->setLook(look.style, look.isLog, look.hasVolume);
    emit m_choices->made();
}

void ChartPane::setInterval(Duration interval)
{
    if (interval != m_interval) {
        m_interval = interval;
        m_header->setInterval(interval);
        watchSeries();
        frameIfSeen();
        emit m_choices->made();
    }
}

// --- which series ------------------------------------------------------------------------------------------------

/// Only while it can be seen: a pane behind others costs the history nothing. The bars that it had stay until those of
/// now come.
void ChartPane::watchSeries()
{
    const InstrumentId id = instrument();
    const auto key = id ? std::optional(views::SeriesKey{id, m_interval}) : std::nullopt;
    if (key != m_chosen) {
        m_chosen = key;
        m_chart->setSeries(nullptr);
    }
    const auto wanted = isVisible() ? m_chosen : std::nullopt;
    if (wanted != m_watched) {
        unwatchSeries();
        m_watched = wanted;
        if (m_watched) {
            m_context.engine.terminal().watch(*m_watched);
        }
    }
}

void ChartPane::unwatchSeries()
{
    if (m_watched) {
        m_context.engine.terminal().unwatch(*std::exchange(m_watched, std::nullopt));
    }
}

void ChartPane::onInstrument(InstrumentId)
{
    dropQuestion();
    m_shown.reset();
    m_marks.clear();
    watchSeries();
    frameIfSeen();
    if (group() == LinkGroup::None) { // else the symbol is that of its group, which is kept by itself
        emit m_choices->made();
    }
}

/// Behind other panes it does nothing: what it missed it takes when it comes into sight.
void ChartPane::frameIfSeen()
{
    if (isVisible()) {
        onFrame();
    }
}

void ChartPane::onRestart()
{
    unwatchSeries();
    m_shown.reset();
    m_marks.clear();
    dropQuestion();
    m_chart->setSeries(nullptr);
    m_chart->setScene({});
    watchSeries();
    showState();
}

void ChartPane::askForFills()
{
    if (m_query) {
        m_context.engine.cancel(*std::exchange(m_query, std::nullopt));
    }
    const InstrumentId id = instrument();
    if (!id) {
        return;
    }
    views::FillsQuery query;
    query.filter.instrument = id;
    query.filter.most = mostFills;
    m_query = m_context.engine.ask(query, this, [this](const Result<views::HistoryPage>& page) {
        m_query.reset();
        const views::InstrumentView* view = viewOf(m_context.engine, instrument());
        const auto* rows = page ? std::get_if<std::vector<views::FillRow>>(&page->rows) : nullptr;
        if (view && rows) {
            std::vector<TradeMark> marks = marksOf(*rows, view->instrument, m_context.formats);
            // What was told meanwhile may be later than the page.
            for (const TradeMark& mark : m_marks) {
                if (marks.empty() || mark.at > marks.back().at) {
                    marks.push_back(mark);
                }
            }
            m_marks = std::move(marks);
        }
    });
}

void ChartPane::takeNotice(const runtime::Notice& notice)
{
    const auto* event = std::get_if<events::Event>(&notice.what);
    const auto* fill = event ? std::get_if<orders::Fill>(event) : nullptr;
    const auto* busted = event ? std::get_if<events::FillBusted>(event) : nullptr;
    const auto* corrected = event ? std::get_if<events::FillCorrected>(event) : nullptr;
    if ((busted && busted->instrument == instrument()) || (corrected && corrected->instrument == instrument())) {
        m_marks.clear(); // the history has them as they are now
        askForFills();
    }
    const views::InstrumentView* view = viewOf(m_context.engine, instrument());
    if (fill && view && fill->instrument == view->instrument.id) {
        m_marks.push_back(markOf(*fill, view->instrument, m_context.formats));
        std::stable_sort(m_marks.begin(), m_marks.end(),
                         [](const TradeMark& a, const TradeMark& b) { return a.at < b.at; });
        if (m_marks.size() > mostMarks) {
            m_marks.erase(m_marks.begin()); // of the oldest, which no view that follows the market shows (S26)
        }
    }
}

// --- a frame -----------------------------------------------------------------------------------------------------

bool ChartPane::isLatched() const
{
    return m_context.engine.latched() != risk::KillLevel::None;
}

void ChartPane::onFrame()
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    if (group() != LinkGroup::None && instrument()) {
        m_wanted.clear(); // the group says what its panes show, not the last of them to come into sight
    }
    if (!m_wanted.isEmpty() || (!instrument() && !desk.instruments.empty())) {
        const auto& all = desk.instruments;
        const auto found = std::find_if(all.begin(), all.end(), [this](const views::InstrumentView& one) {
            return QString::fromStdString(one.instrument.name()) == m_wanted;
        });
        if (!all.empty()) {
            m_wanted.clear(); // one that this session does not know is not waited for
            if (found != all.end() || !instrument()) {
                setInstrument((found == all.end() ? all.front() : *found).instrument.id);
            }
        }
    }
    const views::InstrumentView* view = viewOf(m_context.engine, instrument());
    if (view && (!m_shown || m_shown->id != view->instrument.id || m_shown->version != view->instrument.version)) {
        m_shown = view->instrument;
        m_chart->setInstrument(view->instrument);
        askForFills();
    }
    if (view && m_watched) {
        if (auto series = m_context.engine.terminal().series(*m_watched)) {
            m_chart->setSeries(std::move(series));
        }
        ChartScene scene
            = sceneOf(desk, view->instrument.id, isLatched(), m_context.formats, m_context.requests.inDetail());
        const views::InstrumentDay* day = m_context.engine.day().find(view->instrument.id);
        if (day && day->last) {
            scene.last = day->last;
        } else if (const auto& series = m_chart->data().series(); series && series->count() > 0) {
            scene.last = series->at(series->count() - 1).close;
        }
        scene.marks = m_marks;
        m_chart->setScene(std::move(scene));
    }
    showHeader();
    showState();
    fillTable();
}

void ChartPane::showHeader()
{
    const views::InstrumentView* view = viewOf(m_context.engine, instrument());
    if (!view) {
        m_header->setInstrument(tr("No instrument"), {});
        m_header->setTrading({}, Token::Text3, false);
        return;
    }
    m_header->setInstrument(outsideText(view->instrument.symbol, longestName),
                            outsideText(view->instrument.venue, longestName / 4));
    const bool isHeldUp
        = view->trading == market::TradingState::Halted || view->trading == market::TradingState::ClosingOnly;
    const Token token = view->trading == market::TradingState::Open ? Token::Ok : isHeldUp ? Token::Warn : Token::Text3;
    m_header->setTrading(tradingWords(*view, m_context.engine.desk().at.wall, m_context.formats), token, isHeldUp);
}

void ChartPane::showState()
{
    const runtime::PhaseView& phase = m_context.engine.phase();
    const views::InstrumentView* view = viewOf(m_context.engine, instrument());
    const auto& series = m_chart->data().series();
    const auto cover = [this](PaneState state, const QString& text) {
        m_chart->setCover(text);
        setState(state, text);
    };
    if (phase.phase == runtime::Phase::Failed) {
        cover(PaneState::Error,
              tr("The session has stopped. %1")
                  .arg(m_context.formats.told(outsideText(phase.text, 200)) + u' ' + hintWords(phase.hint)));
    } else if (!view) {
        cover(PaneState::Empty,
              phase.phase == runtime::Phase::Starting
                  ? tr("The session is starting.")
                  : tr("No instrument is chosen. Type a letter to search for one."));
    } else if (!series) {
        cover(PaneState::Loading, tr("Loading bars…"));
    } else if (series->count() == 0) {
        cover(PaneState::Empty,
              tr("No trades yet. The first bar of %1 appears with the first price.")
                  .arg(QString::fromStdString(durationText(m_interval))));
    } else if (m_chart->scene().isStale) {
        m_chart->setCover({});
        setState(PaneState::Stale, m_chart->scene().staleText);
    } else if (isLatched()) {
        m_chart->setCover({});
        setState(PaneState::Blocked, tr("A kill switch is tripped. Only stops can be moved."));
    } else {
        m_chart->setCover({});
        setState(PaneState::Normal);
    }
}

/// Time and figures are read whole, or the table scrolls: no number is ever cut. Of the figures the first rows tell.
void ChartPane::fitTable()
{
    m_table->verticalHeader()->setDefaultSectionSize(m_context.theme.rowHeight());
    int widest = 0;
    for (const QString& time : m_bars.widestTimes()) {
        widest = std::max(widest, m_table->fontMetrics().horizontalAdvance(time));
    }
    m_table->setColumnWidth(BarTableModel::Time, widest + m_context.theme.px(16));
    constexpr int looked = 64;
    const QFontMetrics heads = m_table->horizontalHeader()->fontMetrics();
    for (int column = BarTableModel::Time + 1; column < BarTableModel::columns; ++column) {
        int wide = heads.horizontalAdvance(m_bars.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int row = 0; row < std::min(m_bars.rowCount(), looked); ++row) {
            const QString figure = m_bars.data(m_bars.index(row, column), Qt::DisplayRole).toString();
            wide = std::max(wide, m_table->fontMetrics().horizontalAdvance(figure));
        }
        m_table->setColumnWidth(column, std::max(wide + m_context.theme.px(16), m_context.theme.px(72)));
    }
}

void ChartPane::fillTable()
{
    if (m_stack->currentWidget() == m_table && m_shown) {
        const ChartPicture& picture = m_chart->picture();
        m_bars.show(*m_shown, m_chart->data().series(), picture.firstBar(), picture.lastBar());
    }
}

void ChartPane::toggleTable()
{
    const bool toTable = m_stack->currentWidget() != m_table;
    m_stack->setCurrentWidget(toTable ? static_cast<QWidget*>(m_table) : m_chart);
    fitTable();
    fillTable();
    m_stack->currentWidget()->setFocus();
}

void ChartPane::openSearch(const QString& typed)
{
    SymbolSearch::Known known;
    for (const views::InstrumentView& view : m_context.engine.desk().instruments) {
        known.emplace_back(view.instrument.id, outsideText(view.instrument.name(), longestName));
    }
    m_search->open(std::move(known), typed);
}

void ChartPane::showEvent(QShowEvent* event)
{
    watchSeries();
    Pane::showEvent(event);
}

void ChartPane::hideEvent(QHideEvent* event)
{
    Pane::hideEvent(event);
    if (!event->spontaneous()) { // else the window is an icon, and still counts as shown
        unwatchSeries();
    }
}

void ChartPane::changeEvent(QEvent* event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_table->setAccessibleName(tr("Bars in sight"));
        fitTable();
        onFrame();
    }
}

} // namespace omni::ui
