#include "core/desk/views/assessment.h"
#include "ui/bridge/engine_link.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/dialogs/review/state_bar.h"
#include "ui/style/icons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/dialog_bounds.h"
#include "ui/widgets/expiry_bar.h"
#include "ui/widgets/labels.h"

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace omni::ui::review {

ReviewDialog::ReviewDialog(EngineLink& engine, Theme& theme, const Formats& formats, QWidget* parent, Millis now)
    : QDialog(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_formats(formats)
    , m_guard(now)
    , m_model(new ReviewModel(engine, std::move(now), this))
    , m_scale(theme.scalePercent())
{
    setWindowFlag(Qt::FramelessWindowHint);
    setWindowModality(Qt::WindowModal);
    build();
    auto* bounds = new DialogBounds(*this, theme, {1'320, 890}, {1'080, 620});
    bounds->setDims(true);

    connect(m_model, &ReviewModel::changed, this, [this] {
        if (isVisible()) {
            follow();
        }
    });
    connect(m_model, &ReviewModel::followed, this, [this] { m_guard.opened(); });
    connect(&m_timer, &QTimer::timeout, this, &ReviewDialog::refresh);
    connect(&theme, &Theme::changed, this, [this] {
        if (m_scale != m_theme.scalePercent()) {
            m_scale = m_theme.scalePercent();
            retell();
        }
        follow();
    });
    qApp->installEventFilter(this);
}

void ReviewDialog::build()
{
    setAccessibleName(tr("Review of a proposal"));
    delete layout();
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    m_scrolls.clear();
    m_ticks.clear();
    m_isStacked = false;
    m_state = new StateBar(m_engine, m_theme, m_formats, *m_model);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1); // the edge
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(makeHeadline());
    layout->addWidget(m_state);
    layout->addWidget(makeColumns(), 1);
    layout->addWidget(makeFooter());
    orderFocus();
    arrange();
    connect(m_state, &StateBar::orderAsked, this, &ReviewDialog::orderAsked);
    connect(m_order, &OrderColumn::edited, this, [this] { m_model->draft(m_order->wish()); });
    connect(m_order, &OrderColumn::amendAsked, this, &ReviewDialog::amendIt);
}

/// In other words or at another scale. What is under review, and what was ticked, stays; fields that are open close.
void ReviewDialog::retell()
{
    if (m_model->step() == Step::Amending) {
        m_model->stopAmending();
    }
    build();
    follow();
}

ReviewDialog::~ReviewDialog()
{
    qApp->removeEventFilter(this);
}

QWidget* ReviewDialog::makeHeader()
{
    auto* header = new QWidget;
    setSurface(*header, Surface::Strip);
    auto* icon = new QLabel;
    icon->setPixmap(Icons::pixmap(m_theme, QStringLiteral("ai"), Token::Ai, m_theme.px(14)));
    m_title = plainLabel({}, TextRole::Section);
    m_title->setAccessibleName(tr("Proposal"));
    m_origin = plainLabel({}, TextRole::Label);
    m_origin->setAccessibleName(tr("Strategy and time"));
    m_origin->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_origin->setWordWrap(true);
    m_environment = new Chip(m_theme);
    auto* leave = new QToolButton;
    leave->setIcon(Icons::icon(m_theme, QStringLiteral("close"), Token::Text2));
    leave->setAccessibleName(tr("Close the review"));
    leave->setAccessibleDescription(tr("Decides nothing. Escape."));
    leave->setToolTip(leave->accessibleDescription());
    leave->setFocusPolicy(Qt::NoFocus); // Escape does the same
    connect(leave, &QToolButton::clicked, this, &QDialog::reject);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(m_theme.px(16), m_theme.px(8), m_theme.px(16), m_theme.px(8));
    row->setSpacing(m_theme.px(8));
    row->addWidget(icon);
    row->addWidget(m_title);
    row->addWidget(m_origin, 1);
    row->addWidget(m_environment);
    row->addWidget(leave);
    m_header = header;
    return header;
}

QWidget* ReviewDialog::makeHeadline()
{
    auto* strip = new QWidget;
    setSurface(*strip, Surface::Strip);
    m_mark = plainLabel({}, TextRole::Decision);
    m_headline = plainLabel({}, TextRole::Decision);
    m_headline->setAccessibleName(tr("What would be sent"));
    m_headline->setWordWrap(true);
    m_money = plainLabel({}, TextRole::Label);
    m_money->setAccessibleName(tr("Value"));
    m_loss = plainLabel({}, TextRole::Down);
    m_loss->setAccessibleName(tr("Loss at the stop"));
    m_loss->setWordWrap(true);
    m_left = plainLabel({}, TextRole::Headline);
    m_left->setAccessibleName(tr("Time left"));
    m_total = plainLabel({}, TextRole::Caption);
    m_bar = new ExpiryBar(m_theme);
    m_bar->setMinimumWidth(m_theme.px(200));

    auto* words = new QVBoxLayout;
    words->setSpacing(m_theme.px(2));
    auto* first = new QHBoxLayout;
    first->setSpacing(m_theme.px(6));
    first->addWidget(m_mark);
    first->addWidget(m_headline, 1);
    m_valueRow = new QHBoxLayout;
    m_valueRow->setSpacing(m_theme.px(4));
    m_valueRow->addWidget(m_money);
    m_valueRow->addWidget(m_loss, 1);
    words->addLayout(first);
    words->addLayout(m_valueRow);
    auto* times = new QHBoxLayout;
    times->setSpacing(m_theme.px(8));
    times->addWidget(plainLabel(tr("Expires in"), TextRole::Label));
    times->addWidget(m_left);
    times->addStretch();
    times->addWidget(m_total);
    m_expiry = new QWidget;
    auto* expiry = new QVBoxLayout(m_expiry);
    expiry->setContentsMargins({});
    expiry->setSpacing(m_theme.px(2));
    expiry->addLayout(times);
    expiry->addWidget(m_bar);
    m_headRow = new QHBoxLayout(strip);
    m_headRow->setContentsMargins(m_theme.px(16), m_theme.px(10), m_theme.px(16), m_theme.px(10));
    m_headRow->setSpacing(m_theme.px(16));
    m_headRow->addLayout(words, 5);
    m_headRow->addWidget(m_expiry, 2);
    return strip;
}

QScrollArea* ReviewDialog::makeColumn(QWidget* column, const QString& name)
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(column);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(name);
    setSurface(*column, Surface::Plain);
    m_scrolls.push_back(scroll);
    return scroll;
}

QWidget* ReviewDialog::makeColumns()
{
    const ColumnContext context{m_engine, m_theme, m_formats, *m_model};
    m_order = new OrderColumn(context);
    m_why = new WhyColumn(context);
    m_effect = new EffectColumn(context);
    auto* columns = new QWidget;
    setSurface(*columns, Surface::Window);
    auto* row = new QHBoxLayout(columns);
    row->setContentsMargins({});
    row->setSpacing(1);
    row->addWidget(makeColumn(m_order, tr("Order and market")), 38);
    row->addWidget(makeColumn(m_why, tr("Why this trade")), 51);
    row->addWidget(makeColumn(m_effect, tr("If approved")), 43);
    row->addWidget(makeStack(), 1);
    connect(m_scrolls[1]->verticalScrollBar(), &QScrollBar::valueChanged, m_model, &ReviewModel::sawReasons);
    connect(m_scrolls[2]->verticalScrollBar(), &QScrollBar::valueChanged, m_model, &ReviewModel::sawWhatIf);
    return columns;
}

QWidget* ReviewDialog::makeFooter()
{
    using Kind = DecisionButton::Kind;
    const auto make = [this](Kind kind, const QString& words, const QString& key, const QString& meaning) {
        auto* button = new DecisionButton(m_theme, kind, key);
        button->setWords(words);
        button->setMeaning(meaning);
        return button;
    };
    m_reject = make(Kind::Plain, tr("Reject"), tr("R"), tr("The proposal is gone, nothing is sent."));
    m_snooze = make(Kind::Plain, tr("Snooze 30 s"), tr("S"), tr("It comes back, at the latest before it expires."));
    m_next = make(Kind::Plain, tr("Next"), tr("J"), tr("Another proposal that waits. This one waits on."));
    m_amend = make(Kind::Plain, tr("Amend"), tr("E"), tr("Opens the fields. Every check runs again."));
    m_approve = make(Kind::Proposal, {}, tr("Ctrl Enter"), tr("Sends the order exactly as it is shown."));
    m_back = make(Kind::Plain, tr("Bring back"), tr("B"),
                  tr("The proposal waits again until it expires. Every check runs anew."));
    m_close = make(Kind::Plain, tr("Close"), tr("Esc"), {});
    connect(m_reject, &DecisionButton::acted, this, &ReviewDialog::declineIt);
    connect(m_snooze, &DecisionButton::acted, this, &ReviewDialog::snoozeIt);
    connect(m_next, &DecisionButton::acted, this, &ReviewDialog::next);
    connect(m_amend, &DecisionButton::acted, this,
            [this] { m_model->step() == Step::Amending ? sendAmendment() : amendIt(); });
    connect(m_approve, &DecisionButton::acted, this, &ReviewDialog::approve);
    connect(m_back, &DecisionButton::acted, m_model, &ReviewModel::bringBack);
    connect(m_close, &DecisionButton::acted, this, &QDialog::reject);

    m_warnings = new QWidget;
    m_warningRow = new QHBoxLayout(m_warnings);
    m_warningRow->setContentsMargins({});
    m_warningRow->setSpacing(m_theme.px(6));

    auto* footer = new QWidget;
    setSurface(*footer, Surface::Raised);
    auto* rows = new QVBoxLayout(footer);
    rows->setContentsMargins(m_theme.px(16), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    rows->setSpacing(m_theme.px(8));
    m_narrowRow = new QHBoxLayout;
    m_narrowRow->addStretch(1);
    rows->addLayout(m_narrowRow);
    auto* row = new QHBoxLayout;
    rows->addLayout(row);
    m_buttonRow = row;
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_reject);
    row->addWidget(m_snooze);
    row->addWidget(m_next);
    row->addSpacing(m_theme.px(24));
    row->addStretch(1);
    row->addWidget(m_warnings);
    row->addWidget(m_amend);
    row->addWidget(m_approve);
    row->addWidget(m_back);
    row->addWidget(m_close);
    return footer;
}

/// What is to be ticked stands before Amend, or in a row of its own where the buttons leave no room for it. While the
/// fields are open Approve cannot be pressed: it gives way where it would be cut.
void ReviewDialog::placeWarnings()
{
    int buttons = 0, least = 0;
    for (const QWidget* button : {m_reject, m_snooze, m_next, m_amend, m_approve, m_back, m_close}) {
        const bool isThere = !button->isHidden() || (button == m_approve && !m_model->isOver());
        buttons += isThere ? button->sizeHint().width() + m_theme.px(8) : 0;
        least += isThere ? button->minimumSizeHint().width() + m_theme.px(8) : 0;
    }
    const bool hasApprove = m_model->step() != Step::Amending || least + m_theme.px(56) <= width();
    m_approve->setVisible(!m_model->isOver() && hasApprove);
    const bool isNarrow = buttons + m_warnings->sizeHint().width() + m_theme.px(80) > width();
    QHBoxLayout* wanted = isNarrow ? m_narrowRow : m_buttonRow;
    QHBoxLayout* other = isNarrow ? m_buttonRow : m_narrowRow;
    if (wanted->indexOf(m_warnings) < 0) {
        other->removeWidget(m_warnings);
        wanted->insertWidget(isNarrow ? 1 : wanted->indexOf(m_amend), m_warnings);
    }
}

/// Summary, order, reasons, what-if, checks, Reject, Amend, Approve.
void ReviewDialog::orderFocus()
{
    std::vector<QWidget*> order{m_scrolls[3],         m_scrolls[0],       m_scrolls[1], m_why->evidence(), m_scrolls[2],
                                m_effect->evidence(), m_effect->checks(), m_reject,     m_snooze,          m_next};
    for (const Tick& tick : m_ticks) {
        order.push_back(tick.box);
    }
    order.insert(order.end(), {m_amend, m_approve, m_back, m_close});
    for (std::size_t i = 1; i < order.size(); ++i) {
        setTabOrder(order[i - 1], order[i]);
    }
}

} // namespace omni::ui::review
