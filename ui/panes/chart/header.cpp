#include "ui/panes/chart/header.h"

#include "ui/panes/chart/model.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/menu_button.h"

#include <QActionGroup>
#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>

namespace omni::ui {

namespace {

constexpr int rowHeight = 28;
constexpr int widestSymbol = 180; ///< Pixels; a name may be 10 kB long.
constexpr int roomForIntervals = 640; ///< Narrower, they are a menu.
constexpr int roomForVenue = 760;

Token tokenOf(LinkGroup group) noexcept
{
    switch (group) {
    case LinkGroup::A:
        return Token::Accent;
    case LinkGroup::B:
        return Token::Warn;
    case LinkGroup::C:
        return Token::Ok;
    case LinkGroup::None:
        break;
    }
    return Token::Text3;
}

} // namespace

ChartHeader::ChartHeader(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    build();
    buildIntervals();
    buildMenus();
    retranslate();
    setGroup(LinkGroup::A);
    dressName();
    connect(&theme, &Theme::changed, this, [this] {
        setFixedHeight(m_theme.px(rowHeight));
        dressName();
        setGroup(m_group);
        setInstrument(m_symbol, m_venue->text());
    });
}

/// What is drawn is the first thing to read.
void ChartHeader::dressName()
{
    m_name->setFont(m_theme.font(TextSize::Body, QFont::Bold));
    m_dot->setIconSize({m_theme.px(12), m_theme.px(12)});
    m_name->setStyleSheet(QStringLiteral("QToolButton { color: %1; }").arg(m_theme.color(Token::Text).name()));
}

template<class Button> Button* ChartHeader::compact(const QString& text)
{
    auto* button = new Button(this);
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void ChartHeader::build()
{
    setObjectName(QStringLiteral("chartHeader"));
    setFixedHeight(m_theme.px(rowHeight));
    m_dot = compact<MenuButton>({});
    m_dot->setToolButtonStyle(Qt::ToolButtonIconOnly);
    m_name = compact<QToolButton>({});
    m_name->setObjectName(QStringLiteral("chartSymbol"));
    connect(m_name, &QToolButton::clicked, this, &ChartHeader::searchWanted);
    m_venue = plainLabel({}, TextRole::Caption, this);
    m_trading = plainLabel({}, TextRole::Caption, this);
    m_intervals = new QWidget(this);
    m_intervalMenu = compact<MenuButton>({});
    m_indicators = compact<MenuButton>({});
    m_style = compact<MenuButton>({});
    m_log = compact<QToolButton>({});
    m_log->setCheckable(true);
    connect(m_log, &QToolButton::clicked, this, &ChartHeader::logToggled);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(m_theme.px(4), 0, m_theme.px(4), 0);
    row->setSpacing(m_theme.px(4));
    row->addWidget(m_dot);
    row->addWidget(m_name);
    row->addWidget(m_venue);
    row->addWidget(m_trading);
    row->addSpacing(m_theme.px(8));
    row->addWidget(m_intervals);
    row->addWidget(m_intervalMenu);
    row->addStretch(1);
    row->addWidget(m_indicators);
    row->addWidget(m_style);
    row->addWidget(m_log);
}

void ChartHeader::buildIntervals()
{
    auto* row = new QHBoxLayout(m_intervals);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_intervalButtons = new QButtonGroup(this);
    auto* menu = new QMenu(m_intervalMenu);
    m_intervalMenu->openWith(menu);
    for (std::size_t i = 0; i < chartIntervals.size(); ++i) {
        const QString text
            = QString::fromLatin1(chartIntervals[i].text.data(), static_cast<qsizetype>(chartIntervals[i].text.size()));
        auto* button = compact<QToolButton>(text);
        button->setCheckable(true);
        row->addWidget(button);
        m_intervalButtons->addButton(button, static_cast<int>(i));
        const auto choose = [this, i] { emit intervalChosen(chartIntervals[i].length); };
        connect(button, &QToolButton::clicked, this, choose);
        QAction* action = menu->addAction(text);
        connect(action, &QAction::triggered, this, choose);
        m_intervalActions.push_back(action);
    }
}

void ChartHeader::buildMenus()
{
    m_indicatorMenu = new QMenu(m_indicators);
    m_indicators->openWith(m_indicatorMenu);
    m_indicatorSeparator = m_indicatorMenu->addSeparator();
    m_otherPeriod = m_indicatorMenu->addAction(QString());
    connect(m_otherPeriod, &QAction::triggered, this, &ChartHeader::otherPeriodWanted);
    setIndicators({});
    m_styleMenu = new QMenu(m_style);
    m_style->openWith(m_styleMenu);
    auto* styles = new QActionGroup(this);
    for (const ChartStyle style : {ChartStyle::Candles, ChartStyle::Filled, ChartStyle::HeikinAshi, ChartStyle::Line}) {
        QAction* action = m_styleMenu->addAction(QString());
        action->setCheckable(true);
        styles->addAction(action);
        connect(action, &QAction::triggered, this, [this, style] { emit styleChosen(style); });
        m_styleActions.push_back(action);
    }
    m_styleMenu->addSeparator();
    m_volume = m_styleMenu->addAction(QString());
    m_volume->setCheckable(true);
    connect(m_volume, &QAction::triggered, this, &ChartHeader::volumeToggled);
    m_table = m_styleMenu->addAction(QString());
    connect(m_table, &QAction::triggered, this, &ChartHeader::tableToggled);
    m_logAction = m_styleMenu->addAction(QString());
    m_logAction->setCheckable(true);
    connect(m_logAction, &QAction::triggered, this, &ChartHeader::logToggled);
    m_styleMenu->addMenu(m_indicatorMenu); // where its own button has no room

    auto* groups = new QMenu(m_dot);
    m_dot->openWith(groups);
    for (const LinkGroup group : {LinkGroup::A, LinkGroup::B, LinkGroup::C, LinkGroup::None}) {
        QAction* action = groups->addAction(QString());
        connect(action, &QAction::triggered, this, [this, group] { emit groupChosen(group); });
        m_groupActions.push_back(action);
    }
}

void ChartHeader::retranslate()
{
    m_indicators->setText(tr("Indicators"));
    m_indicators->setAccessibleName(tr("Indicators"));
    m_indicatorMenu->setTitle(tr("Indicators"));
    m_otherPeriod->setText(tr("Other period…"));
    m_style->setText(tr("Style"));
    m_style->setAccessibleName(tr("Chart style"));
    m_log->setText(tr("Log"));
    m_log->setAccessibleName(tr("Logarithmic price axis"));
    m_log->setToolTip(tr("Logarithmic price axis"));
    m_name->setToolTip(tr("Search a symbol"));
    m_intervalMenu->setAccessibleName(tr("Interval"));
    m_styleActions[0]->setText(tr("Candles, rising hollow"));
    m_styleActions[1]->setText(tr("Candles, filled"));
    m_styleActions[2]->setText(tr("Heikin-Ashi"));
    m_styleActions[3]->setText(tr("Line"));
    m_volume->setText(tr("Volume"));
    m_logAction->setText(tr("Logarithmic price axis"));
    m_table->setText(tr("Bars as a table"));
    m_groupActions[0]->setText(tr("Link group A"));
    m_groupActions[1]->setText(tr("Link group B"));
    m_groupActions[2]->setText(tr("Link group C"));
    m_groupActions[3]->setText(tr("Not linked"));
    for (std::size_t i = 0; i < chartIntervals.size(); ++i) {
        QAbstractButton* button = m_intervalButtons->button(static_cast<int>(i));
        button->setAccessibleName(tr("Bars of %1").arg(button->text()));
    }
    setGroup(m_group);
    fitWidth();
}

void ChartHeader::setGroup(LinkGroup group)
{
    m_group = group;
    m_dot->setIcon(Icons::icon(m_theme, group == LinkGroup::None ? QStringLiteral("ring") : QStringLiteral("dot"),
                               tokenOf(group)));
    const QString words = m_groupActions.empty()
        ? QString()
        : m_groupActions[group == LinkGroup::None ? 3 : static_cast<std::size_t>(group) - 1]->text();
    m_dot->setAccessibleName(words);
    m_dot->setToolTip(words);
}

void ChartHeader::setInstrument(const QString& symbol, const QString& venue)
{
    m_symbol = symbol;
    m_venue->setText(venue);
    const QString shown = m_name->fontMetrics().elidedText(symbol, Qt::ElideMiddle, m_theme.px(widestSymbol));
    // A tool button takes "&" for a mnemonic.
    QString text = shown;
    text.replace(QLatin1Char('&'), QStringLiteral("&&"));
    m_name->setText(text);
    m_name->setAccessibleName(shown);
    fitWidth();
}

void ChartHeader::setTrading(const QString& words, Token token, bool isHalted)
{
    const QString before = m_trading->text();
    const QString text = (isHalted ? QStringLiteral("‖ ") : QStringLiteral("• ")) + words;
    if (words.isEmpty()) {
        m_trading->clear();
    } else if (text != m_trading->text()) {
        m_trading->setText(text);
        setTextRole(*m_trading,
                    token == Token::Ok         ? TextRole::Ok
                        : token == Token::Warn ? TextRole::Warn
                                               : TextRole::Caption);
    }
    if (before != m_trading->text()) {
        fitWidth();
    }
}

void ChartHeader::setInterval(Duration interval)
{
    for (std::size_t i = 0; i < chartIntervals.size(); ++i) {
        if (chartIntervals[i].length == interval) {
            m_intervalButtons->button(static_cast<int>(i))->setChecked(true);
            m_intervalMenu->setText(m_intervalActions[i]->text());
            fitWidth();
        }
    }
}

/// Those that the menu offers by itself, and behind them those of the chart with periods of one's own.
void ChartHeader::setIndicators(const std::vector<IndicatorSpec>& specs)
{
    std::vector<IndicatorSpec> offered(usualIndicators().begin(), usualIndicators().end());
    for (const IndicatorSpec& spec : specs) {
        if (std::find(offered.begin(), offered.end(), spec) == offered.end()) {
            offered.push_back(spec);
        }
    }
    // Only what differs: an action may be what has just been chosen, and lives until it has told so.
    std::erase_if(m_indicatorActions, [&](QAction* action) {
        const auto spec = indicatorFromText(action->data().toString());
        const bool isGone = !spec || std::find(offered.begin(), offered.end(), *spec) == offered.end();
        if (isGone) {
            m_indicatorMenu->removeAction(action);
            action->deleteLater();
        }
        return isGone;
    });
    for (const IndicatorSpec& spec : offered) {
        auto at = std::find_if(m_indicatorActions.begin(), m_indicatorActions.end(),
                               [&](const QAction* action) { return action->data().toString() == textOf(spec); });
        if (at == m_indicatorActions.end()) {
            at = m_indicatorActions.insert(at, addIndicator(spec));
        }
        const bool isThere = std::find(specs.begin(), specs.end(), spec) != specs.end();
        (*at)->setChecked(isThere);
        (*at)->setEnabled(isThere || specs.size() < mostIndicators);
    }
}

QAction* ChartHeader::addIndicator(const IndicatorSpec& spec)
{
    auto* action = new QAction(nameOf(spec), m_indicatorMenu);
    action->setCheckable(true);
    action->setData(textOf(spec));
    connect(action, &QAction::triggered, this, [this, spec](bool isOn) { emit indicatorToggled(spec, isOn); });
    m_indicatorMenu->insertAction(m_indicatorSeparator, action);
    return action;
}

void ChartHeader::setLook(ChartStyle style, bool isLog, bool hasVolume)
{
    m_styleActions[static_cast<std::size_t>(style)]->setChecked(true);
    m_log->setChecked(isLog);
    m_logAction->setChecked(isLog);
    m_volume->setChecked(hasVolume);
}

QString ChartHeader::symbolText() const
{
    return m_name->text();
}

QString ChartHeader::tradingText() const
{
    return m_trading->text();
}

void ChartHeader::openIndicators()
{
    (m_indicators->isHidden() ? m_style : m_indicators)->openMenu();
}

/// What is not needed most goes first, until the words of the language have room: the venue, then the row of intervals,
/// which becomes a menu, then the words about the market, then what the menu of the style and the pane's header have.
void ChartHeader::fitWidth()
{
    bool hasVenue = width() >= m_theme.px(roomForVenue);
    bool hasIntervals = width() >= m_theme.px(roomForIntervals);
    bool hasTrading = width() >= m_theme.px(roomForIntervals / 2);
    bool hasLog = true, hasDot = true, hasIndicators = true;
    const int gap = m_theme.px(4);
    const auto fits = [&] {
        int needed = 2 * gap + m_theme.px(8);
        const auto count
            = [&](const QWidget& part, bool isThere) { needed += isThere ? part.sizeHint().width() + gap : 0; };
        count(*m_dot, hasDot);
        count(*m_name, true);
        count(*m_indicators, hasIndicators);
        count(*m_style, true);
        count(*m_log, hasLog);
        count(*m_venue, hasVenue);
        count(*m_trading, hasTrading);
        count(*m_intervals, hasIntervals);
        count(*m_intervalMenu, !hasIntervals);
        return needed <= width();
    };
    for (bool* one : {&hasVenue, &hasIntervals, &hasTrading, &hasLog, &hasDot, &hasIndicators}) {
        if (*one && !fits()) {
            *one = false;
        }
    }
    m_intervals->setVisible(hasIntervals);
    m_intervalMenu->setVisible(!hasIntervals);
    m_venue->setVisible(hasVenue);
    m_trading->setVisible(hasTrading);
    m_log->setVisible(hasLog);
    m_dot->setVisible(hasDot);
    m_indicators->setVisible(hasIndicators);
    m_indicatorMenu->menuAction()->setVisible(!hasIndicators);
}

/// Narrower than its parts together: they give way.
QSize ChartHeader::minimumSizeHint() const
{
    return {std::min(m_theme.px(200), 100 + m_theme.px(100)), m_theme.px(rowHeight)};
}

void ChartHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitWidth();
}

/// Its words have other widths than before: another scale reaches them one after the other.
bool ChartHeader::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) {
        fitWidth();
    }
    return QWidget::event(event);
}

void ChartHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(0, QWidget::height() - 1, width(), 1, m_theme.color(Token::Line));
}

void ChartHeader::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

} // namespace omni::ui
