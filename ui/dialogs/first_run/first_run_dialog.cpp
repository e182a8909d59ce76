#include "ui/dialogs/first_run/first_run_dialog.h"

#include "core/trade/risk/limits.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace omni::ui::first_run {

FirstRunDialog::FirstRunDialog(EngineLink& engine, UserSettings& settings, Theme& theme, const Formats& formats,
                               QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_theme(theme)
    , m_formats(formats)
{
    setModal(true);
    resize(theme.px(1040), theme.px(640));
    build();
    go(0);
}

int FirstRunDialog::step() const
{
    return m_stack->currentIndex();
}

void FirstRunDialog::build()
{
    setWindowTitle(tr("Set-up"));
    setAccessibleName(windowTitle());
    delete layout();
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    auto* whole = new QHBoxLayout(this);
    whole->setContentsMargins({});
    whole->setSpacing(0);
    whole->addWidget(makeSteps());
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeWelcome());
    m_stack->addWidget(makeMarket());
    m_stack->addWidget(makeLimits());
    m_stack->addWidget(makeCheck());
    right->addWidget(m_stack, 1);
    right->addWidget(makeFooter());
    whole->addLayout(right, 1);
}

QWidget* FirstRunDialog::makeSteps()
{
    auto* side = new QWidget;
    side->setAttribute(Qt::WA_StyledBackground);
    setSurface(*side, Surface::Raised);
    side->setFixedWidth(m_theme.px(240));
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(m_theme.px(16), m_theme.px(24), m_theme.px(16), m_theme.px(16));
    auto* name = new QLabel(QStringLiteral("OmniTrade AI"));
    name->setFont(m_theme.font(TextSize::Section, QFont::Medium));
    auto* time = new QLabel(tr("Set-up, about one minute"));
    setTextRole(*time, TextRole::Caption);
    column->addWidget(name);
    column->addWidget(time);
    column->addSpacing(m_theme.px(16));
    m_steps.clear();
    for (const QString& step : {tr("Welcome and language"), tr("Demo or recording"), tr("Risk limits"), tr("Start")}) {
        auto* label = new QLabel(step);
        label->setMinimumHeight(m_theme.px(28));
        m_steps.push_back(label);
        column->addWidget(label);
    }
    column->addStretch();
    auto* safe = new QLabel(tr("Nothing here can cost money: the demo trades an invented market with invented money. "
                               "Live trading is a separate, later act."));
    safe->setWordWrap(true);
    setTextRole(*safe, TextRole::Caption);
    column->addWidget(safe);
    return side;
}

QWidget* FirstRunDialog::makeFooter()
{
    auto* footer = new QWidget;
    footer->setAttribute(Qt::WA_StyledBackground);
    setSurface(*footer, Surface::Raised);
    auto* line = new QHBoxLayout(footer);
    line->setContentsMargins(m_theme.px(24), m_theme.px(12), m_theme.px(24), m_theme.px(12));
    auto* look = new QPushButton(tr("Just look around"));
    look->setAccessibleDescription(tr("Starts the demo with all defaults."));
    setButtonKind(*look, ButtonKind::Link);
    connect(look, &QPushButton::clicked, this, [this] {
        m_playsRecording = false;
        finish();
    });
    m_back = new QPushButton(tr("Back"));
    m_next = new QPushButton;
    setButtonKind(*m_next, ButtonKind::Primary);
    m_next->setDefault(true);
    connect(m_back, &QPushButton::clicked, this, [this] { go(step() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step() + 1 < m_stack->count() ? go(step() + 1) : finish(); });
    for (QPushButton* button : {look, m_back, m_next}) {
        button->setMinimumHeight(m_theme.px(34));
        button->setAccessibleName(button->text());
    }
    line->addWidget(look);
    line->addStretch();
    line->addWidget(m_back);
    line->addWidget(m_next);
    return footer;
}

QWidget* FirstRunDialog::makePage(const QString& title, const QString& sentence, QLayout* content)
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    const int edge = m_theme.px(32);
    column->setContentsMargins(edge, m_theme.px(24), edge, m_theme.px(16));
    column->setSpacing(m_theme.px(12));
    auto* head = new QLabel(title);
    head->setFont(m_theme.font(TextSize::Headline, QFont::Medium));
    auto* line = new QLabel(sentence);
    line->setWordWrap(true);
    setTextRole(*line, TextRole::Label);
    column->addWidget(head);
    column->addWidget(line);
    column->addLayout(content);
    column->addStretch();
    return page;
}

void FirstRunDialog::addChoice(QLayout* into, const QString& label, const QList<QPair<QString, QString>>& options,
                               QString UserChoices::*member)
{
    auto* box = new QComboBox;
    box->setAccessibleName(label);
    for (const auto& option : options) {
        box->addItem(option.second, option.first);
    }
    box->setCurrentIndex(std::max(0, box->findData(m_settings.choices().*member)));
    connect(
        box, &QComboBox::currentIndexChanged, this,
        [this, box, member] {
            UserChoices choices = m_settings.choices();
            choices.*member = box->currentData().toString();
            m_settings.set(choices);
        },
        // Another language makes this page anew, and the box with it.
        Qt::QueuedConnection);
    static_cast<QFormLayout*>(into)->addRow(label, box);
}

QWidget* FirstRunDialog::makeWelcome()
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(m_theme.px(24));
    form->setVerticalSpacing(m_theme.px(10));
    // Languages name themselves.
    addChoice(form, tr("Language"),
              {{{}, tr("As the system")},
               {QStringLiteral("en"), QStringLiteral("English")},
               {QStringLiteral("de"), QStringLiteral("Deutsch")}},
              &UserChoices::language);
    addChoice(form, tr("Theme"),
              {{QStringLiteral("dark"), tr("Dark")},
               {QStringLiteral("light"), tr("Light")},
               {QStringLiteral("contrast"), tr("High contrast")}},
              &UserChoices::theme);
    addChoice(form, tr("Up and down"),
              {{QStringLiteral("teal_orange"), tr("Teal and orange, for every kind of colour vision")},
               {QStringLiteral("blue_orange"), tr("Blue and orange")},
               {QStringLiteral("green_red"), tr("Green and red")},
               {QStringLiteral("red_green"), tr("Red up, green down")},
               {QStringLiteral("grey"), tr("Grey, shapes only")}},
              &UserChoices::upDown);
    return makePage(
        tr("Welcome"),
        tr("Software proposes trades here; you keep the last word. Choose how it should look and speak; all "
           "of it can be changed later."),
        form);
}

QWidget* FirstRunDialog::makeMarket()
{
    auto* column = new QVBoxLayout;
    column->setSpacing(m_theme.px(8));
    const auto add = [&](const QString& text, const QString& meaning) {
        auto* choice = new QRadioButton(text);
        choice->setAccessibleName(text);
        choice->setAccessibleDescription(meaning);
        choice->setFont(m_theme.font(TextSize::Section, QFont::Medium));
        auto* label = new QLabel(meaning);
        label->setWordWrap(true);
        setTextRole(*label, TextRole::Label);
        label->setContentsMargins(m_theme.px(24), 0, 0, m_theme.px(8));
        column->addWidget(choice);
        column->addWidget(label);
        return choice;
    };
    auto* demo
        = add(tr("Demo: the built-in market"),
              tr("Six invented instruments with real order books, trading now, around the clock. Strategies watch "
                 "them and propose; the first proposal usually comes within two minutes."));
    m_recording = add(tr("A recording of your own"),
                      tr("Plays data files at the pace you choose, with strategies proposing on them. Formats: bars, "
                         "trades, quotes and depth as CSV, also compressed."));
    auto* paper = add(tr("Paper trading with a broker"),
                      tr("Needs a broker connection. This version has none yet; nothing is lost by starting with the "
                         "demo."));
    paper->setEnabled(false);
    (m_playsRecording ? m_recording : demo)->setChecked(true);
    connect(m_recording, &QRadioButton::toggled, this, [this](bool on) { m_playsRecording = on; });
    return makePage(tr("What should it trade on?"),
                    tr("Both use the same engine, the same limits and the same record as real trading."), column);
}

QWidget* FirstRunDialog::makeLimits()
{
    const risk::Limits limits = m_engine.desk().session ? m_engine.desk().limits : risk::Limits{};
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(m_theme.px(24));
    grid->setVerticalSpacing(m_theme.px(8));
    grid->setColumnStretch(2, 1);
    int line = 0;
    const auto add = [&](const QString& name, std::int32_t basisPoints, const QString& meaning) {
        auto* value = new QLabel(m_formats.percent(basisPoints / 10'000.0));
        value->setFont(m_theme.font(TextSize::Section, QFont::Medium));
        auto* text = new QLabel(meaning);
        text->setWordWrap(true);
        setTextRole(*text, TextRole::Label);
        grid->addWidget(new QLabel(name), line, 0);
        grid->addWidget(value, line, 1, Qt::AlignRight);
        grid->addWidget(text, line, 2);
        ++line;
    };
    add(tr("Largest position"), limits.positionPerTrade.count, tr("of equity in one trade"));
    add(tr("Loss at stop"), limits.lossAtStop.count, tr("of equity, if the stop of a trade fills"));
    add(tr("Daily loss"), limits.dailyLoss.count, tr("since the day began halts everything"));
    add(tr("Drawdown from peak"), limits.drawdown.count, tr("halts everything until you reset it"));
    add(tr("Gross exposure"), limits.grossExposure.count, tr("of equity in all positions together"));
    return makePage(tr("Your limits"),
                    tr("These cautious limits are on from the start and hold for the AI, the strategies and yourself. "
                       "Settings › Risk limits has all of them."),
                    grid);
}

QWidget* FirstRunDialog::makeCheck()
{
    auto* column = new QVBoxLayout;
    column->setSpacing(m_theme.px(8));
    const auto add = [&](const QString& text) {
        auto* label = new QLabel(text);
        label->setWordWrap(true);
        column->addWidget(label);
    };
    add(tr("Proposals wait at the right until you approve, change or reject them. Unanswered ones lapse."));
    add(tr("The red switch at the top right stops everything: Ctrl+Shift+K, then Enter."));
    add(tr("Ctrl+K finds any command, symbol or setting."));
    return makePage(tr("Ready"), tr("Three things to know before it starts:"), column);
}

void FirstRunDialog::go(int step)
{
    m_stack->setCurrentIndex(std::clamp(step, 0, m_stack->count() - 1));
    refresh();
}

void FirstRunDialog::refresh()
{
    const int now = step();
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const int place = static_cast<int>(i);
        m_steps[i]->setFont(m_theme.font(TextSize::Body, place == now ? QFont::Medium : QFont::Normal));
        setTextRole(*m_steps[i], place == now ? TextRole::Value : TextRole::Caption);
    }
    const bool isLast = now + 1 == m_stack->count();
    m_back->setEnabled(now > 0);
    m_next->setText(!isLast ? tr("Continue") : m_playsRecording ? tr("Choose the recording…") : tr("Start the demo"));
    m_next->setAccessibleName(m_next->text());
}

void FirstRunDialog::finish()
{
    UserChoices choices = m_settings.choices();
    choices.firstRunDone = true;
    m_settings.set(choices);
    accept();
    if (m_playsRecording) {
        emit recordingWanted();
    } else {
        emit started(runtime::SessionWish{});
    }
}

void FirstRunDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        const int now = step();
        build();
        go(now);
    }
}

} // namespace omni::ui::first_run
