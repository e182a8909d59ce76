#include "ui/bridge/engine_link.h"
#include "ui/commands/registry.h"
#include "ui/panes/ticket/ticket_words.h"
#include "ui/panes/ticket/view.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/decimal_edit.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/section_head.h"
#include "ui/widgets/state_cover.h"
#include "ui/widgets/veil.h"
#include "ui/widgets/what_if_bars.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace omni::ui::ticket {

namespace {

template<class Value> void addChoice(QComboBox& box, Value value, const QString& words)
{
    box.addItem(words, static_cast<int>(value));
}

} // namespace

void View::build()
{
    const Theme& theme = m_context.theme;
    auto* inner = new QWidget;
    setSurface(*inner, Surface::Plain);
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10));
    column->setSpacing(theme.px(8));

    m_symbol = new QComboBox;
    m_symbol->setAccessibleName(tr("Symbol"));
    m_market = plainLabel({}, TextRole::Label);
    m_market->setAccessibleName(tr("Bid, ask, last"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_symbol, 1);
    top->addWidget(m_market, 2);
    column->addLayout(top);

    m_notFollowing = plainLabel({}, TextRole::Warn);
    m_followNow = new QPushButton(tr("Clear and follow"));
    m_followNow->setAccessibleName(m_followNow->text());
    m_followNow->setAutoDefault(false);
    setButtonKind(*m_followNow, ButtonKind::Link);
    auto* group = new QHBoxLayout;
    group->addWidget(m_notFollowing, 1);
    group->addWidget(m_followNow);
    column->addLayout(group);

    buildSides(*column);
    buildFields(*column);
    buildEffects(*column);
    column->addStretch();

    auto* scroll = new QScrollArea;
    scroll->setWidget(inner);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    m_cover = new StateCover(m_context.theme, scroll, tr("Order ticket"), this);
    layout->addWidget(m_cover, 1);
    buildFooter(*layout);
}

void View::buildSides(QVBoxLayout& column)
{
    m_buy = new QPushButton(tr("Buy"));
    m_sell = new QPushButton(tr("Sell"));
    m_buy->setAccessibleName(tr("Side: buy"));
    m_sell->setAccessibleName(tr("Side: sell"));
    m_buy->setToolTip(tr("Alt+B. Chooses the side; nothing is sent."));
    m_sell->setToolTip(tr("Alt+S. Chooses the side; nothing is sent."));
    auto* row = new QHBoxLayout;
    row->setSpacing(m_context.theme.px(12));
    for (QPushButton* side : {m_buy, m_sell}) {
        side->setCheckable(true);
        side->setAutoDefault(false);
        side->setAccessibleDescription(side->toolTip());
        row->addWidget(side, 1);
    }
    connect(m_buy, &QPushButton::clicked, this, [this] { setSide(Side::Buy); });
    connect(m_sell, &QPushButton::clicked, this, [this] { setSide(Side::Sell); });
    column.addLayout(row);
}

View::Field View::addField(QGridLayout& grid, int row, int column, const QString& name, QWidget* edit)
{
    Field field;
    field.edit = edit;
    field.name = plainLabel(name, TextRole::Caption);
    field.name->setBuddy(edit);
    field.note = plainLabel({}, TextRole::Caption);
    field.note->setWordWrap(true);
    grid.addWidget(field.name, 3 * row, column);
    grid.addWidget(edit, 3 * row + 1, column);
    grid.addWidget(field.note, 3 * row + 2, column, Qt::AlignTop);
    return field;
}

void View::buildFields(QVBoxLayout& column)
{
    using orders::OrderKind;
    using orders::TimeInForce;
    m_kind = new QComboBox;
    m_time = new QComboBox;
    m_sizeBy = new QComboBox;
    for (const OrderKind kind :
         {OrderKind::Market, OrderKind::Limit, OrderKind::Stop, OrderKind::StopLimit, OrderKind::TrailingStop}) {
        addChoice(*m_kind, kind, Words::of(kind));
    }
    for (const TimeInForce time : {TimeInForce::Day, TimeInForce::ExtendedDay, TimeInForce::GoodTillCancelled,
                                   TimeInForce::ImmediateOrCancel, TimeInForce::FillOrKill}) {
        addChoice(*m_time, time, Words::of(time));
    }
    addChoice(*m_sizeBy, SizeBy::Units, tr("Units"));
    addChoice(*m_sizeBy, SizeBy::Equity, tr("% of equity"));
    addChoice(*m_sizeBy, SizeBy::Risk, tr("Risk amount"));
    m_kind->setAccessibleName(tr("Order type"));
    m_time->setAccessibleName(tr("Time in force"));
    m_sizeBy->setAccessibleName(tr("Quantity by"));
    const Formats& formats = m_context.formats;
    m_units = new SizeEdit(formats, tr("Quantity"), this);
    m_amount = new QLineEdit;
    m_amount->setAlignment(Qt::AlignRight);
    veil(*m_amount, formats);
    m_limit = new PriceEdit(formats, tr("Limit price"), this);
    m_trigger = new PriceEdit(formats, tr("Trigger price"), this);
    m_trail = new PriceEdit(formats, tr("Trailing distance"), this);
    m_stop = new PriceEdit(formats, tr("Stop loss"), this);
    m_target = new PriceEdit(formats, tr("Target"), this);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(m_context.theme.px(10));
    grid->setVerticalSpacing(m_context.theme.px(2));
    addField(*grid, 0, 0, tr("Type"), m_kind);
    addField(*grid, 0, 1, tr("Time in force"), m_time);
    addField(*grid, 1, 0, tr("Quantity by"), m_sizeBy);
    m_unitsField = addField(*grid, 1, 1, tr("Quantity"), m_units);
    m_amountField = addField(*grid, 2, 1, tr("Amount"), m_amount);
    m_limitField = addField(*grid, 3, 0, tr("Limit price"), m_limit);
    m_triggerField = addField(*grid, 3, 1, tr("Trigger price"), m_trigger);
    m_trailField = addField(*grid, 4, 0, tr("Trailing distance"), m_trail);
    m_stopField = addField(*grid, 5, 0, tr("Stop loss"), m_stop);
    m_targetField = addField(*grid, 5, 1, tr("Target"), m_target);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    column.addLayout(grid);

    m_postOnly = new QCheckBox(tr("Post only"));
    m_reduceOnly = new QCheckBox(tr("Reduce only"));
    m_postOnly->setAccessibleName(m_postOnly->text());
    m_postOnly->setToolTip(tr("Rejected instead of taking liquidity."));
    m_reduceOnly->setAccessibleName(m_reduceOnly->text());
    m_reduceOnly->setToolTip(tr("Never makes a position larger and never turns it over."));
    auto* flags = new QHBoxLayout;
    flags->addWidget(m_postOnly);
    flags->addWidget(m_reduceOnly);
    flags->addStretch();
    column.addLayout(flags);

    connectFields();
}

void View::connectFields()
{
    for (QComboBox* box : {m_kind, m_time, m_sizeBy}) {
        connect(box, &QComboBox::currentIndexChanged, this, &View::readFields);
    }
    for (DecimalEdit* edit :
         {static_cast<DecimalEdit*>(m_units), static_cast<DecimalEdit*>(m_limit), static_cast<DecimalEdit*>(m_trigger),
          static_cast<DecimalEdit*>(m_trail), static_cast<DecimalEdit*>(m_stop), static_cast<DecimalEdit*>(m_target)}) {
        connect(edit, &DecimalEdit::readingChanged, this, &View::readFields);
    }
    connect(m_amount, &QLineEdit::textChanged, this, &View::readFields);
    connect(m_postOnly, &QCheckBox::toggled, this, &View::readFields);
    connect(m_reduceOnly, &QCheckBox::toggled, this, &View::readFields);
    connect(m_followNow, &QPushButton::clicked, this, [this] {
        clear();
        target(m_wanted);
    });
    connect(m_symbol, &QComboBox::activated, this,
            [this](int row) { target(InstrumentId{m_symbol->itemData(row).toULongLong()}); });
}

void View::buildEffects(QVBoxLayout& column)
{
    auto* grid = new QGridLayout;
    const auto add = [&](int at, const QString& name) {
        auto* value = plainLabel({}, TextRole::Value);
        value->setAccessibleName(name);
        grid->addWidget(plainLabel(name, TextRole::Caption), 0, at);
        grid->addWidget(value, 1, at);
        grid->setColumnStretch(at, 1);
        return value;
    };
    m_value = add(0, tr("Estimated value"));
    m_loss = add(1, tr("Loss at stop"));
    m_fees = add(2, tr("Fees"));
    m_fees->setText(missing());
    for (QLabel* figure : {m_value, m_loss, m_fees}) {
        figure->setWordWrap(true);
        figure->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    m_whatIf = new WhatIfBars(m_context.theme);
    m_checks = new CheckList(m_context.theme, 1);
    auto* head = new SectionHead(m_context.theme, tr("If filled"));
    head->note()->setText(tr("now → after, % of equity"));
    head->setLegend(tr("❙ limit"));
    column.addWidget(ruler());
    column.addLayout(grid);
    column.addWidget(head);
    column.addWidget(m_whatIf);
    column.addWidget(m_checks);
}

void View::buildFooter(QVBoxLayout& column)
{
    const Theme& theme = m_context.theme;
    using Kind = DecisionButton::Kind;
    m_said = plainLabel({}, TextRole::Label);
    m_said->setWordWrap(true);
    m_said->setAccessibleName(tr("What is missing, and what became of the order"));
    m_sentence = plainLabel({}, TextRole::Value);
    m_sentence->setWordWrap(true);
    m_sentence->setAccessibleName(tr("What would be sent"));
    m_doubts = plainLabel({}, TextRole::Warn);
    m_doubts->setWordWrap(true);
    m_doubts->setAccessibleName(tr("Why it is asked again"));
    m_send = new DecisionButton(theme, Kind::Primary, tr("Ctrl Enter"));
    m_back = new DecisionButton(theme, Kind::Plain, tr("Esc"));
    m_back->setWords(tr("Back to the fields"));
    m_back->setMeaning(tr("Nothing is sent."));
    m_clear = new DecisionButton(theme, Kind::Plain, {});
    m_clear->setWords(tr("Clear"));
    m_clear->setMeaning(tr("Empties the fields. Nothing is sent."));
    m_ask = new DecisionButton(theme, Kind::Primary, tr("Ctrl Enter"));
    m_ask->setWords(tr("Review order…"));
    m_ask->setMeaning(tr("Shows the order as a sentence first. Nothing is sent by it."));
    connect(m_send, &DecisionButton::acted, this, &View::send);
    connect(m_back, &DecisionButton::acted, this, &View::back);
    connect(m_clear, &DecisionButton::acted, this, &View::clear);
    connect(m_ask, &DecisionButton::acted, this, &View::ask);

    m_question = new QWidget;
    auto* question = new QVBoxLayout(m_question);
    question->setContentsMargins({});
    question->setSpacing(theme.px(6));
    question->addWidget(m_sentence);
    question->addWidget(m_doubts);
    auto* answers = new QHBoxLayout;
    answers->setSpacing(theme.px(16));
    answers->addWidget(m_back, 1);
    answers->addWidget(m_send, 1);
    question->addLayout(answers);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_clear, 1);
    buttons->addWidget(m_ask, 2);
    m_footer = new QWidget;
    setSurface(*m_footer, Surface::Plain);
    auto* inner = new QVBoxLayout(m_footer);
    inner->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12));
    inner->setSpacing(theme.px(8));
    inner->addWidget(ruler());
    inner->addWidget(m_said);
    inner->addWidget(m_question);
    inner->addLayout(buttons);
    column.addWidget(m_footer);
}

void View::addCommands()
{
    const auto add = [this](const QString& key, const char* text, const QKeySequence& keys, std::function<void()> run) {
        CommandSpec spec;
        spec.key = key;
        spec.text = [text] { return tr(text); };
        spec.group = [] { return tr("Order ticket"); };
        spec.shortcut = keys;
        spec.isGlobal = false;
        m_context.commands.add(this, std::move(spec), std::move(run))->setAutoRepeat(false);
    };
    add(QStringLiteral("ticket.buy"), QT_TR_NOOP("Side: buy"), QKeySequence(Qt::ALT | Qt::Key_B),
        [this] { setSide(Side::Buy); });
    add(QStringLiteral("ticket.sell"), QT_TR_NOOP("Side: sell"), QKeySequence(Qt::ALT | Qt::Key_S),
        [this] { setSide(Side::Sell); });
}

} // namespace omni::ui::ticket
