#include "ui/panes/pnl/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/panes/history_state.h"
#include "ui/panes/pnl/model.h"
#include "ui/panes/pnl/report_chart.h"
#include "ui/panes/pnl/tickers.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/pane_table.h"
#include "ui/widgets/rates.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonObject>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <utility>

// Its header uses Qt's old loop, which this project switches off.
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef foreach

namespace omni::ui::pnl {

namespace {

constexpr qint64 slowestAskMs = 5'000;
constexpr qint64 quickestAskMs = 1'000;
constexpr Paging paging{10'000, 200'000, true}; ///< S26; where it is met, the head says so.
constexpr std::uint32_t mostPoints = 2'000;

QString groupingName(Grouping by)
{
    switch (by) {
    case Grouping::Day:
        return View::tr("Day");
    case Grouping::Week:
        return View::tr("Week");
    case Grouping::Month:
        return View::tr("Month");
    case Grouping::Year:
        return View::tr("Year");
    case Grouping::Strategy:
        return View::tr("Strategy");
    }
    return {};
}

double secondsOf(Timestamp at)
{
    return static_cast<double>(at.ns) / 1e9;
}

class TimeTicker final : public QCPAxisTickerDateTime
{
public:
    explicit TimeTicker(const Formats& formats)
        : m_formats(formats)
    {
        setTickCount(4); // a label has the width of a date
    }

protected:
    double getTickStep(const QCPRange& range) override
    {
        setTimeZone(m_formats.zone);
        m_step = QCPAxisTickerDateTime::getTickStep(range);
        return m_step;
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        return timeLabel(Timestamp{static_cast<std::int64_t>(tick * 1e9)},
                         Duration{static_cast<std::int64_t>(m_step * 1e9)}, m_formats);
    }

private:
    const Formats& m_formats;
    double m_step = 1;
};

class FigureTicker final : public QCPAxisTicker
{
public:
    using Label = QString (*)(double value, double step, const Formats& formats);

    FigureTicker(const Formats& formats, Label label, const QCPAxis& axis)
        : m_formats(formats)
        , m_label(label)
        , m_axis(axis)
    {
    }

protected:
    double getTickStep(const QCPRange& range) override
    {
        // As many as stand below each other without touching.
        const double line = QFontMetricsF(m_axis.tickLabelFont()).height() * 1.3;
        setTickCount(std::clamp(static_cast<int>(m_axis.axisRect()->height() / line), 1, 5));
        m_step = QCPAxisTicker::getTickStep(range);
        return m_step;
    }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        return m_label(std::abs(tick) < m_step / 1e6 ? 0 : tick, m_step, m_formats);
    }

private:
    const Formats& m_formats;
    Label m_label;
    const QCPAxis& m_axis; ///< Holds this.
    double m_step = 1;
};

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : Pane(context, parent)
    , m_model(new Model(context.theme, context.formats, this))
    , m_head(new QLabel)
    , m_table(new PaneTable(context.theme, *m_model, tr("Results by period or strategy"), this))
    , m_groupings(new QButtonGroup(this))
    , m_asBars(new QToolButton)
    , m_figures(new QStackedWidget)
    , m_plot(new QCustomPlot)
    , m_trips(context.engine, paging, [this] { takeTrips(); })
{
    build();
    makePlot();
    colour();
    connect(&context.theme, &Theme::changed, this, &View::colour);
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        if (const auto* event = std::get_if<events::Event>(&notice.what)) {
            note(*event, notice.stamp.seq);
        }
    });
    connect(&m_table->cover(), &StateCover::actionAsked, this, [this] {
        m_trips.retry();
        askCurve();
    });
}

void View::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* line = new QHBoxLayout;
    const int edge = m_context.theme.px(12);
    line->setContentsMargins(edge, m_context.theme.px(4), edge, m_context.theme.px(4));
    m_head->setTextFormat(Qt::PlainText);
    m_head->setWordWrap(true);
    m_head->setMinimumWidth(m_context.theme.px(160)); // what does not break asks for all of its width
    line->addWidget(m_head, 1);
    addGroupings(line);
    column->addLayout(line);
    auto* halves = new QSplitter(Qt::Horizontal);
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_plot);
    m_figures->addWidget(m_table);
    halves->addWidget(m_figures);
    halves->setStretchFactor(0, 1);
    halves->setStretchFactor(1, 1);
    halves->setSizes({2'000, 2'000}); // in these parts, whatever the table would like
    column->addWidget(halves, 1);
    m_table->view().sortByColumn(Model::Name, Qt::DescendingOrder); // the newest first
    m_plot->setAccessibleName(tr("Equity and drawdown"));
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMinimumSize(m_context.theme.px(160), m_context.theme.px(100));
}

void View::addGroupings(QLayout* into)
{
    for (const Grouping by : {Grouping::Day, Grouping::Week, Grouping::Month, Grouping::Year, Grouping::Strategy}) {
        auto* button = new QToolButton;
        button->setText(groupingName(by));
        button->setAccessibleName(tr("Group by %1").arg(groupingName(by)));
        button->setCheckable(true);
        button->setChecked(by == m_by);
        setButtonKind(*button, ButtonKind::Flat);
        m_groupings->addButton(button, static_cast<int>(by));
        into->addWidget(button);
    }
    connect(m_groupings, &QButtonGroup::idClicked, this, [this](int id) {
        m_by = static_cast<Grouping>(id);
        showGroups();
        m_table->view().sortByColumn(Model::Name,
                                     m_by == Grouping::Strategy ? Qt::AscendingOrder : Qt::DescendingOrder);
    });
    m_asBars->setCheckable(true);
    setButtonKind(*m_asBars, ButtonKind::Flat);
    nameReport();
    into->addWidget(m_asBars);
    connect(m_asBars, &QToolButton::toggled, this, &View::showReport);
}

void View::nameReport()
{
    m_asBars->setText(tr("Bars"));
    m_asBars->setAccessibleName(tr("Results as bars"));
    m_asBars->setAccessibleDescription(tr("The net result of each group as bars instead of the table."));
    m_asBars->setToolTip(m_asBars->accessibleDescription());
}

/// The report is made when it is first wanted: a window that never shows it does not pay for it.
void View::showReport(bool isOn)
{
    if (isOn && m_report == nullptr) {
        m_report = new ReportChart(m_context.theme, m_context.formats);
        m_figures->addWidget(m_report);
    }
    showGroups();
}

void View::makePlot()
{
    m_plot->plotLayout()->clear();
    auto* upper = new QCPAxisRect(m_plot);
    m_lower = new QCPAxisRect(m_plot);
    m_plot->plotLayout()->addElement(0, 0, upper);
    m_plot->plotLayout()->addElement(1, 0, m_lower);
    m_plot->plotLayout()->setRowStretchFactor(0, 2);
    m_plot->plotLayout()->setRowSpacing(0);
    auto* margins = new QCPMarginGroup(m_plot);
    for (QCPAxisRect* rect : {upper, m_lower}) {
        rect->setMarginGroup(QCP::msLeft | QCP::msRight, margins);
        rect->setupFullAxesBox();
        rect->axis(QCPAxis::atTop)->setTickLabels(false);
        rect->axis(QCPAxis::atRight)->setTickLabels(false);
    }
    upper->axis(QCPAxis::atBottom)->setTickLabels(false);
    const Formats& formats = m_context.formats;
    m_lower->axis(QCPAxis::atBottom)->setTicker(QSharedPointer<TimeTicker>::create(formats));
    upper->axis(QCPAxis::atBottom)->setTicker(m_lower->axis(QCPAxis::atBottom)->ticker());
    QCPAxis* amounts = upper->axis(QCPAxis::atLeft);
    amounts->setTicker(QSharedPointer<FigureTicker>::create(formats, &amountLabel, *amounts));
    QCPAxis* shares = m_lower->axis(QCPAxis::atLeft);
    shares->setTicker(QSharedPointer<FigureTicker>::create(formats, &percentLabel, *shares));
    m_equity = m_plot->addGraph(upper->axis(QCPAxis::atBottom), upper->axis(QCPAxis::atLeft));
    m_drawdown = m_plot->addGraph(m_lower->axis(QCPAxis::atBottom), m_lower->axis(QCPAxis::atLeft));
    m_halt = new QCPItemStraightLine(m_plot);
    for (QCPItemPosition* point : {m_halt->point1, m_halt->point2}) {
        point->setAxisRect(m_lower);
        point->setAxes(m_lower->axis(QCPAxis::atBottom), m_lower->axis(QCPAxis::atLeft));
    }
    m_halt->setClipAxisRect(m_lower);
}

void View::colour()
{
    const Theme& theme = m_context.theme;
    m_plot->setBackground(theme.color(Token::Panel));
    for (QCPAxisRect* rect : m_plot->axisRects()) {
        rect->setBackground(theme.color(Token::Panel));
        for (QCPAxis* axis : rect->axes()) {
            axis->setBasePen(QPen(theme.color(Token::Line)));
            axis->setTickPen(QPen(theme.color(Token::Line)));
            axis->setSubTickPen(QPen(Qt::NoPen));
            axis->setTickLabelColor(theme.color(Token::Text3));
            axis->setTickLabelFont(theme.font(TextSize::Caption));
            axis->grid()->setPen(QPen(theme.color(Token::Grid)));
            axis->grid()->setZeroLinePen(QPen(theme.color(Token::Line)));
        }
    }
    m_equity->setPen(QPen(theme.color(Token::Accent), 1.5));
    m_drawdown->setPen(QPen(theme.color(Token::Down), 1.2));
    m_drawdown->setBrush(theme.tint(Token::Down, 0.13));
    m_halt->setPen(QPen(theme.color(Token::Danger), 1, Qt::DashLine));
    if (m_report != nullptr) {
        m_report->restyle();
    }
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void View::note(const events::Event& event, Sequence seq)
{
    const bool isCorrection
        = std::holds_alternative<events::FillBusted>(event) || std::holds_alternative<events::FillCorrected>(event);
    if (isCorrection) {
        m_trips.readAnew();
    }
    if (isCorrection || std::holds_alternative<orders::Fill>(event)) {
        m_newest = seq;
        m_isDirty = true;
    }
}

void View::onFrame()
{
    showHead();
    m_trips.keepUp(m_newest);
    const bool isOld = !m_asked.isValid() || m_asked.elapsed() > slowestAskMs;
    if (isOld || (m_isDirty && m_asked.elapsed() > quickestAskMs)) {
        askCurve();
    }
    showState();
}

/// Pages between the first and the last change no figure: each of them would be of another part.
void View::takeTrips()
{
    const HistoryReach reach = m_trips.reach();
    if (!reach.hasOlder || reach.isFull || m_total.trades == 0) {
        m_total.trades = static_cast<int>(m_trips.rows().size());
        showGroups();
    } else {
        showHead();
    }
    showState();
}

void View::askCurve()
{
    m_asked.start();
    m_isDirty = false;
    views::HistoryFilter filter;
    filter.most = mostPoints;
    m_context.engine.ask(views::EquityQuery{filter}, this, [this](const Result<views::HistoryPage>& page) {
        m_curveFault = page ? std::nullopt : std::optional(page.error());
        if (page && std::holds_alternative<std::vector<views::EquityRow>>(page->rows)) {
            m_rows = std::get<std::vector<views::EquityRow>>(page->rows);
            showCurve();
        }
        showState();
    });
}

void View::showState()
{
    HistoryReach reach = m_trips.reach();
    for (const auto& fault : {reach.olderFault, m_curveFault}) {
        reach.fault = reach.fault ? reach.fault : fault;
    }
    const bool hasTrips = m_total.trades > 0;
    const HistoryState told = historyState(
        reach, hasTrips, tr("No closed trades yet. The curve begins with the first position."), m_context.formats);
    if (state() != told.state || stateText() != told.text
        || m_table->cover().state() != static_cast<CoverState>(told.state)) {
        setState(told.state, told.text);
        m_table->cover().setState(static_cast<CoverState>(told.state), told.text, told.action, hasTrips);
    }
    // What there is instead of figures is said where the table stands.
    m_figures->setCurrentIndex(m_asBars->isChecked() && hasTrips ? 1 : 0);
}

void View::showCurve()
{
    m_sharpeZone.reset();
    QVector<double> times, equity, falls;
    const auto drawdowns = drawdownsOf(m_rows);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        times.push_back(secondsOf(m_rows[i].at));
        equity.push_back(static_cast<double>(m_rows[i].equity.e8) / 1e8);
        falls.push_back(-100 * drawdowns[i]);
    }
    m_equity->setData(times, equity, true);
    m_drawdown->setData(times, falls, true);
    const double halt = -m_context.engine.desk().limits.drawdown.count / 100.0;
    m_halt->point1->setCoords(0, halt);
    m_halt->point2->setCoords(1, halt);
    m_equity->rescaleAxes();
    m_equity->valueAxis()->scaleRange(1.15);
    m_lower->axis(QCPAxis::atBottom)->setRange(m_equity->keyAxis()->range());
    const double lowest = falls.isEmpty() ? 0 : *std::min_element(falls.begin(), falls.end());
    m_lower->axis(QCPAxis::atLeft)->setRange(std::min(halt, lowest) * 1.15, 0);
    m_plot->setVisible(!m_rows.empty());
    m_plot->setAccessibleDescription(
        m_rows.empty()
            ? tr("No points yet.")
            : tr("%n points. Deepest fall %1, the desk halts at %2.", nullptr, static_cast<int>(m_rows.size()))
                  .arg(m_context.formats.percent(-lowest / 100), m_context.formats.percent(-halt / 100)));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void View::showGroups()
{
    const auto count = std::min(std::ssize(m_trips.rows()), std::ptrdiff_t{m_total.trades});
    const std::vector<views::RoundTripRow> counted(m_trips.rows().begin(), m_trips.rows().begin() + count);
    const auto groups = groupsOf(counted, m_by, m_context.formats.zone, m_context.engine.desk());
    m_total = totalOf(groups);
    m_model->show(groups, m_by, QString::fromStdString(m_context.engine.desk().baseCurrency));
    if (m_report != nullptr) {
        m_report->show(groups, m_by);
    }
    showState();
    showHead();
}

/// With how many trades the figures are of, where it is not all of them.
QString View::tradesText() const
{
    const HistoryReach reach = m_trips.reach();
    if (!reach.hasAnswered) { // nought of trades that nobody has counted would be a figure
        return tr("Trades not read yet");
    }
    const Formats& formats = m_context.formats;
    const QString won = wonText(m_total.wins, m_total.trades, formats);
    const QString factor = formats.number(ofEnough(m_total.profitFactor(), m_total.trades), 2);
    if (!reach.hasOlder) {
        return tr("%n trades, won %1 · Profit factor %2", nullptr, m_total.trades).arg(won, factor);
    }
    const QString count = formats.locale.toString(m_total.trades);
    return reach.isFull ? tr("Of the newest %1 trades: won %2 · Profit factor %3").arg(count, won, factor)
                        : tr("Of the newest %1 trades so far: won %2 · Profit factor %3").arg(count, won, factor);
}

void View::showHead()
{
    const views::DeskSnapshot& desk = m_context.engine.desk();
    const Formats& formats = m_context.formats;
    if (std::exchange(m_sharpeZone, formats.zone) != formats.zone) { // thousands of dates: not in each frame
        m_sharpe = sharpeOf(m_rows, formats.zone);
    }
    const QString money
        = tr("Realised %1 · Fees %2 %3")
              .arg(formats.change(desk.realised), formats.money(desk.fees), QString::fromStdString(desk.baseCurrency));
    const QString ratio = tr("Sharpe %1 from %n days", nullptr, m_sharpe.days).arg(formats.number(m_sharpe.ratio, 2));
    const QString text
        = QStringLiteral("%1   %2   %3").arg(formats.apart(money), formats.apart(tradesText()), formats.apart(ratio));
    if (m_head->text() != text) {
        m_head->setText(text);
    }
    const QString basis
        = tr("Sharpe ratio of %n daily changes of equity, for a year of 365 days. Shown from %1 changes "
             "on: of fewer it says next to nothing.",
             nullptr, m_sharpe.days)
              .arg(formats.locale.toString(leastSharpeDays))
        + QLatin1Char('\n')
        + tr("The share won and the profit factor are shown from %n closed trades on: of fewer, one more or less "
             "would turn them over.",
             nullptr, leastTradesOfARate);
    if (m_head->toolTip() != basis) {
        m_head->setToolTip(basis);
        m_head->setAccessibleDescription(basis);
    }
}

void View::onRestart()
{
    m_trips.clear();
    m_total = {};
    m_newest = {};
    m_rows.clear();
    m_curveFault.reset();
    m_isDirty = true;
    m_asked.invalidate();
    showCurve();
    showGroups();
}

QJsonObject View::saveState() const
{
    QJsonObject state = m_table->saveState();
    state[QStringLiteral("by")] = static_cast<int>(m_by);
    state[QStringLiteral("bars")] = m_asBars->isChecked();
    return state;
}

void View::restoreState(const QJsonObject& state)
{
    const int by = state.value(QStringLiteral("by")).toInt(-1);
    if (auto* button = m_groupings->button(by)) {
        button->setChecked(true);
        m_by = static_cast<Grouping>(by);
        showGroups();
    }
    m_asBars->setChecked(state.value(QStringLiteral("bars")).toBool());
    if (state.contains(QStringLiteral("columns"))) {
        m_table->restoreState(state);
    }
}

void View::changeEvent(QEvent* event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        for (QAbstractButton* button : m_groupings->buttons()) {
            button->setText(groupingName(static_cast<Grouping>(m_groupings->id(button))));
            button->setAccessibleName(tr("Group by %1").arg(button->text()));
        }
        nameReport();
        m_model->retranslate();
        if (m_report != nullptr) {
            m_report->restyle();
        }
        showGroups();
        m_plot->replot(); // its labels are amounts
    }
}

} // namespace omni::ui::pnl
