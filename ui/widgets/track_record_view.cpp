#include "ui/widgets/track_record_view.h"

#include "ui/bridge/engine_link.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/section_head.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace omni::ui {

namespace {

/// After a fill the history needs a moment, and fills come in groups.
constexpr int againAfterMs = 2'000;
constexpr std::uint32_t mostTrades = 2'000;

QLabel* addFigure(QGridLayout& grid, int row, const QString& name)
{
    auto* value = plainLabel({}, TextRole::Value);
    value->setAccessibleName(name);
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    grid.addWidget(plainLabel(name, TextRole::Label), row, 0);
    grid.addWidget(value, row, 1);
    return value;
}

} // namespace

TrackRecordView::TrackRecordView(EngineLink& engine, const Theme& theme, const Formats& formats, QWidget* parent)
    : QWidget(parent)
    , m_engine(engine)
    , m_formats(formats)
    , m_bars(new ResultBars(theme))
    , m_figures(new QWidget)
{
    auto* grid = new QGridLayout;
    grid->setContentsMargins({});
    grid->setVerticalSpacing(theme.px(2));
    m_won = addFigure(*grid, 0, tr("Won"));
    m_average = addFigure(*grid, 1, tr("Average"));
    m_worst = addFigure(*grid, 2, tr("Worst"));
    m_run = addFigure(*grid, 3, tr("Longest losing run"));
    auto* row = new QHBoxLayout(m_figures);
    row->setContentsMargins({});
    row->setSpacing(theme.px(16));
    row->addWidget(m_bars, 1);
    row->addLayout(grid, 1);

    auto* head = new SectionHead(theme, tr("Track record"));
    m_summary = head->note();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme.px(4));
    layout->addWidget(head);
    layout->addWidget(m_figures);

    m_again.setSingleShot(true);
    m_again.setInterval(againAfterMs);
    connect(&m_again, &QTimer::timeout, this, &TrackRecordView::ask);
    connect(&engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        const auto* event = std::get_if<events::Event>(&notice.what);
        if (event != nullptr && std::holds_alternative<orders::Fill>(*event) && !m_again.isActive()) {
            m_again.start();
        }
    });
    connect(&engine, &EngineLink::restarted, this, [this] { setStrategy({}); });
    follow();
}

void TrackRecordView::setStrategy(StrategyId strategy)
{
    if (strategy == m_strategy) {
        return;
    }
    m_strategy = strategy;
    m_record = {};
    m_isAsked = false;
    ask();
    follow();
}

void TrackRecordView::ask()
{
    if (m_isAsked) {
        m_engine.cancel(m_query);
        m_isAsked = false;
    }
    if (!m_strategy) {
        return;
    }
    views::RoundTripsQuery query;
    query.filter.strategy = m_strategy;
    query.filter.most = mostTrades;
    m_isAsked = true;
    m_query = m_engine.ask(query, this, [this](const Result<views::HistoryPage>& page) { take(page); });
}

void TrackRecordView::take(const Result<views::HistoryPage>& page)
{
    m_isAsked = false;
    if (page) {
        m_record = trackRecordOf(*page);
        follow();
    } else {
        showText(*m_summary, tr("could not be read: %1").arg(m_formats.told(outsideText(page.error().detail))));
        m_figures->hide();
    }
}

QString TrackRecordView::summary() const
{
    if (m_record.closed == 0) {
        return m_isAsked ? tr("reading…") : tr("no closed trades yet");
    }
    if (!m_record.isWhole) {
        return tr("newest %n closed trade(s), result in R", nullptr, m_record.closed);
    }
    if (m_record.measured < m_record.closed) {
        return tr("%n closed trade(s), result in R known of %1", nullptr, m_record.closed).arg(m_record.measured);
    }
    return tr("%n closed trade(s), result in R", nullptr, m_record.closed);
}

void TrackRecordView::follow()
{
    showText(*m_summary, summary());
    m_figures->setVisible(m_record.closed > 0);
    if (m_record.closed == 0) {
        return;
    }
    m_bars->setResults(m_record.results);
    const auto inR = [this](std::optional<double> value) {
        return value ? tr("%1 R").arg(m_formats.number(value, 2, true)) : missing();
    };
    const auto roleOf = [](std::optional<double> value) {
        return !value || *value == 0 ? TextRole::Value : *value > 0 ? TextRole::Up : TextRole::Down;
    };
    showText(*m_won, tr("%1 of %2").arg(m_record.won).arg(m_record.closed));
    showText(*m_average, inR(m_record.averageR), roleOf(m_record.averageR));
    showText(*m_worst, inR(m_record.worstR), roleOf(m_record.worstR));
    showText(*m_run, tr("%n trade(s)", nullptr, m_record.longestLosingRun));
}

} // namespace omni::ui
