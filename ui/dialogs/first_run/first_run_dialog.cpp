#include "ui/dialogs/first_run/first_run_dialog.h"

#include "core/trade/risk/limits.h"
#include "ui/bridge/engine_link.h"
#include "ui/bridge/user_settings.h"
#include "ui/dialogs/first_run/sign_in_step.h"
#include "ui/dialogs/first_run/step_row.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::first_run {

namespace {

/// By the protocol of the broker whose market never closes.
constexpr const char* paperExchange = "sandbox-binance";

} // namespace

FirstRunDialog::FirstRunDialog(EngineLink& engine, UserSettings& settings, Theme& theme, const Formats& formats,
                               QWidget* parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_settings(settings)
    , m_theme(theme)
    , m_formats(formats)
{
    setModal(true);
    auto* back = new QShortcut(QKeySequence(Qt::ALT | Qt::Key_Left), this);
    connect(back, &QShortcut::activated, this, [this] { go(step() - 1); });
    build();
    (new DialogBounds(*this, theme, {1'040, 640}, {760, 480}))->setDims(true);
    go(settings.choices().firstRunDone ? 0 : settings.choices().firstRunStep);
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
    auto* steps = new ScrolledBody(makeSteps());
    steps->setFixedWidth(m_theme.px(240));
    steps->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    whole->addWidget(steps);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    m_stack = new QStackedWidget;
    for (QWidget* page : {makeWelcome(), makeSignIn(), makeMarket(), makeLimits(), makeCheck()}) {
        m_stack->addWidget(new ScrolledBody(page));
    }
    right->addWidget(m_stack, 1);
    right->addWidget(makeFooter());
    whole->addLayout(right, 1);
}

QWidget* FirstRunDialog::makeSteps()
{
    auto* side = new QWidget;
    side->setAttribute(Qt::WA_StyledBackground);
    setSurface(*side, Surface::Raised);
    auto* column = new QVBoxLayout(side);
    const int edge = m_theme.px(18);
    column->setContentsMargins(0, m_theme.px(22), 0, m_theme.px(18));
    column->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(edge, 0, edge, 0);
    top->setSpacing(m_theme.px(10));
    auto* logo = new QLabel;
    logo->setPixmap(Icons::pixmap(m_theme, QStringLiteral("logo"), Token::Accent, m_theme.px(24), devicePixelRatioF()));
    auto* name = new QLabel(QStringLiteral("OmniTrade AI"));
    name->setFont(m_theme.font(TextSize::Value, QFont::Medium));
    top->addWidget(logo);
    top->addWidget(name, 1);
    auto* time = new QLabel(tr("Set-up, about one minute"));
    setTextRole(*time, TextRole::Caption);
    time->setContentsMargins(edge, m_theme.px(6), edge, 0);
    column->addLayout(top);
    column->addWidget(time);
    column->addSpacing(m_theme.px(20));
    m_steps.clear();
    for (const QString& step : {tr("Welcome and language"), tr("Sign-in and authenticator"), tr("What to trade on"),
                                tr("Risk limits"), tr("Start")}) {
        m_steps.push_back(new StepRow(m_theme, static_cast<int>(m_steps.size()) + 1, step));
        column->addWidget(m_steps.back());
    }
    column->addStretch();
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(edge, m_theme.px(12), edge, 0);
    foot->setSpacing(m_theme.px(6));
    auto* badge = new QHBoxLayout;
    badge->setSpacing(m_theme.px(6));
    auto* chip = new Chip(m_theme);
    chip->setWords(Words::of(orders::Environment::Demo), Token::Text2);
    auto* where = new QLabel(tr("Starts with invented money"));
    where->setWordWrap(true);
    setTextRole(*where, TextRole::Label);
    badge->addWidget(chip);
    badge->addWidget(where, 1);
    foot->addLayout(badge);
    auto* safe = new QLabel(tr("Nothing here can cost money: the demo trades an invented market with invented money. "
                               "Live trading is a separate, later act."));
    safe->setWordWrap(true);
    setTextRole(*safe, TextRole::Caption);
    foot->addWidget(safe);
    column->addLayout(foot);
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
    look->setAutoDefault(false); // Enter goes on, whichever part has the keys
    connect(look, &QPushButton::clicked, this, [this] {
        m_market = Market::Demo;
        finish();
    });
    m_back = new DecisionButton(m_theme, DecisionButton::Kind::Plain, tr("Alt ←"));
    m_back->setWords(tr("Back"));
    m_next = new DecisionButton(m_theme, DecisionButton::Kind::Primary, tr("Enter"));
    m_next->setDefault(true);
    connect(m_back, &QPushButton::clicked, this, [this] { go(step() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step() + 1 < m_stack->count() ? go(step() + 1) : finish(); });
    look->setMinimumHeight(m_theme.px(34));
    look->setAccessibleName(look->text());
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
    const int edge = std::min(m_theme.px(32), 48); // at a large scale the words need the room
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
    form->setRowWrapPolicy(QFormLayout::WrapLongRows); // at a large scale a choice stands below its name
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

QWidget* FirstRunDialog::makeSignIn()
{
    auto* column = new QVBoxLayout;
    auto* step = new SignInStep(m_engine, m_theme, m_formats);
    connect(step, &SignInStep::wentOn, this, &FirstRunDialog::refresh);
    column->addWidget(step);
    return makePage(tr("Sign-in and authenticator"),
                    tr("Who sits at this computer can trade, unless the profile knows who you are. Three things make "
                       "sure of that."),
                    column);
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
                 "them and propose; the first proposal usually comes within a minute."));
    auto* exchange = add(
        tr("The paper exchange in this program"),
        tr("Coins at made-up prices, over Binance's protocol and real connections of this machine, as with the "
           "broker itself. No key is needed. Money and positions are kept in this profile, prices begin anew with "
           "each session. It stands halted until you arm it."));
    auto* recording
        = add(tr("A recording of your own"),
              tr("Plays data files at the pace you choose, with strategies proposing on them. Formats: bars, "
                 "trades, quotes and depth as CSV, also compressed."));
    auto* paper
        = add(tr("Paper trading with a broker"),
              tr("Play money on a broker's paper account, over its real protocol. Needs that broker's key. A profile "
                 "keeps the books of one account: one that has traded the demo stays with the demo."));
    const auto offers = m_engine.terminal().brokers();
    const auto isInHouse = [](const views::BrokerOffer& offer) { return offer.isInHouse; };
    const auto isOffered = [](const views::BrokerOffer& offer) { return offer.key == paperExchange; };
    exchange->setEnabled(offers != nullptr && std::any_of(offers->begin(), offers->end(), isOffered));
    paper->setEnabled(offers != nullptr && !std::all_of(offers->begin(), offers->end(), isInHouse));
    const std::pair<QRadioButton*, Market> choices[] = {{demo, Market::Demo},
                                                        {exchange, Market::PaperExchange},
                                                        {recording, Market::Recording},
                                                        {paper, Market::Paper}};
    for (const auto& [button, market] : choices) {
        button->setChecked(market == m_market);
        connect(button, &QRadioButton::toggled, this, [this, market = market](bool on) {
            if (on) {
                m_market = market;
            }
        });
    }
    return makePage(tr("What should it trade on?"),
                    tr("All use the same engine, the same limits and the same record as real trading."), column);
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
    if (const int now = this->step(); !m_settings.choices().firstRunDone && now != m_settings.choices().firstRunStep) {
        UserChoices choices = m_settings.choices();
        choices.firstRunStep = now;
        m_settings.set(choices);
    }
}

void FirstRunDialog::refresh()
{
    const int now = step();
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const int place = static_cast<int>(i);
        m_steps[i]->setState(place < now        ? StepRow::State::Done
                                 : place == now ? StepRow::State::Now
                                                : StepRow::State::Waiting);
    }
    const bool isLast = now + 1 == m_stack->count();
    m_back->setEnabled(now > 0);
    m_next->setWords(isLast ? startWords() : tr("Continue"));
}

QString FirstRunDialog::startWords() const
{
    switch (m_market) {
    case Market::Demo:
        return tr("Start the demo");
    case Market::PaperExchange:
        return tr("Start the paper exchange");
    case Market::Recording:
        return tr("Choose the recording…");
    case Market::Paper:
        return tr("Choose the broker…");
    }
    return {};
}

/// All that it lists, with strategies that propose: as the demo, but over a broker's protocol.
runtime::SessionWish FirstRunDialog::onPaperExchange()
{
    runtime::SessionWish wish;
    wish.withUsual = true;
    wish.broker = paperExchange;
    return wish;
}

void FirstRunDialog::finish()
{
    UserChoices choices = m_settings.choices();
    choices.firstRunDone = true;
    choices.firstRunStep = 0;
    m_settings.set(choices);
    accept();
    switch (m_market) {
    case Market::Demo:
        emit started(runtime::SessionWish{});
        break;
    case Market::PaperExchange:
        emit started(onPaperExchange());
        break;
    case Market::Recording:
        emit recordingWanted();
        break;
    case Market::Paper:
        emit brokerWanted();
        break;
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
