#include "ui/panes/proposals/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/link_groups.h"
#include "ui/panes/proposals/detail.h"
#include "ui/panes/proposals/queue_delegate.h"
#include "ui/panes/proposals/queue_list.h"
#include "ui/panes/proposals/queue_model.h"
#include "ui/widgets/decision_button.h"
#include "ui/widgets/expiry_bar.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/tab_stop.h"

#include <QApplication>
#include <QCursor>
#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace omni::ui::proposals {

namespace {

constexpr int rowsInSight = 4;
constexpr std::int64_t lingersMs = 5'000; ///< So long a decided one stays in front while others wait.
constexpr std::int64_t ownChoiceMs = 10'000; ///< So long an instrument that somebody chose is not taken away.

/// What is under the pointer must not move: nothing changes a chart that somebody points at.
bool isPointerInChart()
{
    for (const QWidget* at = QApplication::widgetAt(QCursor::pos()); at != nullptr; at = at->parentWidget()) {
        if (at->inherits("omni::ui::ChartView")) {
            return true;
        }
    }
    return false;
}

} // namespace

View::View(const PaneContext& context, QWidget* parent, Millis now)
    : Pane(context, parent)
    , m_now(std::move(now))
    , m_queue(new QueueModel(context.formats, this))
    , m_scale(context.theme.scalePercent())
{
    build();
    addCommands();
    connect(&context.engine, &EngineLink::noticed, this, [this](const runtime::Notice& notice) {
        followReturn(notice);
        m_queue->take(notice, m_now());
    });
    // The badge must be right while the pane is behind others.
    connect(&context.engine, &EngineLink::frame, this, [this] {
        if (!isVisible()) {
            follow();
        }
    });
    connect(&context.engine, &EngineLink::phaseChanged, this, &View::followState);
    connect(&context.theme, &Theme::changed, this, [this] {
        if (m_scale != m_context.theme.scalePercent()) {
            retell();
        }
        m_list->doItemsLayout();
        follow();
    });
    connect(&context.groups, &LinkGroups::selected, this, [this](LinkGroup of) {
        if (of == group() && !m_isBringing) {
            m_movedAt = m_now();
            m_isOffered = false;
        }
    });
    connect(m_queue, &QAbstractItemModel::modelReset, this, &View::restoreRow);
    follow();
}

/// In other words or at another scale: all of it anew. What is chosen stays chosen.
void View::retell()
{
    m_scale = m_context.theme.scalePercent();
    // Of the window, which may not have the keyboard yet: the language comes after the first showing.
    const QWidget* keys = window()->focusWidget();
    const bool hadKeys = keys != nullptr && isAncestorOf(keys);
    delete layout();
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    build();
    m_stack->setVisible(true); // at once: parts of what is in sight are else shown by the next event
    follow();
    restoreRow();
    if (hadKeys) {
        (m_list->isVisibleTo(this) ? static_cast<QWidget*>(m_list) : m_stack)->setFocus(Qt::OtherFocusReason);
    }
}

void View::changeEvent(QEvent* event)
{
    Pane::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retell();
    }
}

void View::build()
{
    const Theme& theme = m_context.theme;
    m_empty = plainLabel({}, TextRole::Label);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(theme.px(24));
    m_empty->setAccessibleName(tr("AI proposals"));

    m_notice = plainLabel({}, TextRole::Danger);
    m_notice->setWordWrap(true);
    m_notice->setMargin(theme.px(8));
    m_notice->setAccessibleName(tr("Why nothing can be approved"));

    m_detail = new Detail(m_context.engine, theme, m_context.formats);
    setSurface(*m_detail, Surface::Plain);
    connect(m_detail, &Detail::reasonGiven, this, &View::giveReason);
    m_scroll = new QScrollArea;
    m_scroll->setWidget(m_detail);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setMinimumHeight(theme.px(8)); // it scrolls: what decides stays whole below it
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded); // at 200 % nothing may be lost
    m_scroll->setAccessibleName(tr("The chosen proposal"));

    auto* full = new QWidget;
    auto* column = new QVBoxLayout(full);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_notice);
    column->addWidget(makeList());
    column->addWidget(m_scroll, 1);
    column->addWidget(makeFooter());
    column->addWidget(makeRejected());

    m_stack = new QStackedWidget;
    m_stack->addWidget(m_empty);
    m_stack->addWidget(full);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);
    stopTabAt(*m_list, *this);
    arrangeFooter();
}

QWidget* View::makeList()
{
    const Theme& theme = m_context.theme;
    m_list = new QueueList;
    m_list->setModel(m_queue);
    m_list->setItemDelegate(new QueueDelegate(theme, m_list));
    m_list->setAccessibleName(tr("Queue of proposals"));
    m_list->setAccessibleDescription(tr("J and K choose, Enter reviews, R rejects, B brings back"));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (now.isValid() && m_queue->row(now.row()).id != m_selected) {
            choose(m_queue->row(now.row()).id);
        }
    });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& row) { choose(m_queue->row(row.row()).id); });
    connect(m_list, &QListView::doubleClicked, this, &View::review);
    return m_list;
}

QWidget* View::makeFooter()
{
    const Theme& theme = m_context.theme;
    using Kind = DecisionButton::Kind;
    m_review = new DecisionButton(theme, Kind::Proposal, tr("Enter"));
    m_review->setWords(tr("Review and approve…"));
    m_review->setMeaning(tr("Opens the review. Nothing is sent by it."));
    m_amend = new DecisionButton(theme, Kind::Plain, tr("E"));
    m_amend->setWords(tr("Amend"));
    m_amend->setMeaning(tr("Opens the review with its fields open."));
    m_reject = new DecisionButton(theme, Kind::Plain, tr("R"));
    m_reject->setWords(tr("Reject"));
    m_reject->setMeaning(tr("The proposal is gone, nothing is sent."));
    connect(m_review, &DecisionButton::acted, this, &View::review);
    connect(m_amend, &DecisionButton::acted, this, &View::amend);
    connect(m_reject, &DecisionButton::acted, this, &View::reject);

    m_left = plainLabel({}, TextRole::Value);
    m_left->setFont(theme.font(TextSize::Body, QFont::Medium));
    m_left->setAccessibleName(tr("Time left"));
    m_bar = new ExpiryBar(theme);
    auto* times = new QHBoxLayout;
    times->setSpacing(theme.px(8));
    times->addWidget(plainLabel(tr("Expires in"), TextRole::Caption));
    times->addWidget(m_left);
    times->addWidget(m_bar, 1);
    m_expiryRow = new QHBoxLayout;
    m_expiryRow->setSpacing(theme.px(8));
    m_expiryRow->addLayout(times, 1);
    m_expiryRow->addWidget(plainLabel(tr("then discarded, never sent"), TextRole::Caption));

    auto* others = new QHBoxLayout;
    others->setSpacing(theme.px(8));
    others->addWidget(m_amend, 1);
    others->addWidget(m_reject, 1);
    m_buttonRow = new QHBoxLayout;
    m_buttonRow->setSpacing(theme.px(8));
    m_buttonRow->addWidget(m_review, 1);
    m_buttonRow->addLayout(others, 1);
    m_footer = new QWidget;
    setSurface(*m_footer, Surface::Plain);
    auto* column = new QVBoxLayout(m_footer);
    column->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(12));
    column->setSpacing(theme.px(8));
    column->addWidget(ruler());
    column->addLayout(m_expiryRow);
    column->addLayout(m_buttonRow);
    return m_footer;
}

/// In a narrow pane each stands in a row of its own, with all of its words.
void View::arrangeFooter()
{
    const QMargins margins = m_footer->layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    for (QBoxLayout* row : {m_expiryRow, m_buttonRow}) {
        int needed = row->spacing();
        for (int i = 0; i < row->count(); ++i) {
            needed += row->itemAt(i)->sizeHint().width(); // labels may become smaller than their words
        }
        const int half = row == m_buttonRow ? 2 * m_review->minimumSizeHint().width() + row->spacing() : 0;
        const bool fits = std::max(needed, half) <= room;
        row->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    }
}

void View::resizeEvent(QResizeEvent* event)
{
    Pane::resizeEvent(event);
    arrangeFooter();
    m_rowsInSight = std::clamp(height() / 3 / m_context.theme.px(40), 1, rowsInSight);
}

int View::badge() const
{
    return m_queue->waiting();
}

void View::select(ProposalId id)
{
    if (id == m_selected) {
        return;
    }
    m_selected = id;
    m_context.requests.setInDetail(id);
    m_isBackAsked = false;
    m_scroll->verticalScrollBar()->setValue(0);
    restoreRow();
    followSelection();
    followCommands();
}

void View::choose(ProposalId id)
{
    select(id);
    bringMarket();
}

void View::bringMarket()
{
    m_isOffered = false;
    if (const auto* view = m_queue->view(m_selected)) {
        m_isBringing = true;
        setInstrument(view->made.proposal.instrument);
        m_isBringing = false;
    }
}

/// The first of a queue brings its market by itself, unless somebody chose another a moment ago. A chart that is
/// pointed at waits for the pointer to leave.
void View::offerMarket()
{
    if (m_isOffered && !isPointerInChart()) {
        bringMarket();
    }
}

void View::restoreRow()
{
    const int row = m_queue->indexOf(m_selected);
    if (row >= 0 && m_list->currentIndex().row() != row) {
        m_list->setCurrentIndex(m_queue->index(row));
    }
}

void View::step(int by)
{
    const int count = m_queue->rowCount();
    if (count > 0) {
        const int at = std::clamp(m_queue->indexOf(m_selected) + by, 0, count - 1);
        choose(m_queue->row(at).id);
    }
}

bool View::isWaiting() const
{
    const int row = m_queue->indexOf(m_selected);
    return row >= 0 && !m_queue->row(row).isDecided;
}

void View::review()
{
    if (isWaiting() && m_review->isActive()) {
        bringMarket(); // who weighs it looks at its market
        m_queue->markReviewed(m_selected);
        emit m_context.requests.review(m_selected);
    }
}

void View::amend()
{
    if (isWaiting() && m_amend->isActive()) {
        bringMarket();
        m_queue->markReviewed(m_selected);
        emit m_context.requests.amend(m_selected);
    }
}

void View::reject()
{
    if (isWaiting()) {
        m_context.engine.send(events::Decline{m_selected});
    }
}

void View::snooze()
{
    if (isWaiting() && !m_queue->row(m_queue->indexOf(m_selected)).isSnoozed) {
        m_context.engine.send(events::Snooze{m_selected, seconds(30)});
    }
}

void View::giveReason(const QString& key)
{
    events::AddNote note;
    note.proposal = m_selected;
    note.tag = ShortText<31>("reject_reason");
    note.text = ShortText<191>(key.toStdString());
    if (m_reasonFor != m_selected && m_context.engine.send(note)) {
        m_reasonFor = m_selected;
        m_reason = key;
        followSelection();
    }
}

void View::onFrame()
{
    follow();
}

void View::onRestart()
{
    m_queue->clear();
    m_selected = m_returning = m_reasonFor = {};
    m_context.requests.setInDetail({});
    m_movedAt.reset();
    m_isOffered = false;
    follow();
}

void View::follow()
{
    const std::int64_t now = m_now();
    m_queue->take(m_context.engine.desk(), now);
    if (m_returning && m_queue->indexOf(m_returning) >= 0) {
        select(std::exchange(m_returning, {}));
    }
    const std::int64_t decided = m_queue->decidedAt(m_selected);
    const bool hasGone = m_queue->indexOf(m_selected) < 0;
    const bool hasLingered = decided >= 0 && now - decided >= lingersMs && m_queue->waiting() > 0;
    if (hasGone || hasLingered) {
        const bool isFirst = !m_selected && m_queue->rowCount() > 0;
        select(m_queue->rowCount() > 0 ? m_queue->row(0).id : ProposalId{});
        m_isOffered = isFirst && !(m_movedAt && now - *m_movedAt < ownChoiceMs);
    }
    offerMarket();
    const int rows = std::min(m_queue->rowCount(), m_rowsInSight);
    const int height = rows * m_context.theme.px(40) + 2 * m_list->frameWidth() + m_context.theme.px(4);
    m_list->setVerticalScrollBarPolicy(m_queue->rowCount() > m_rowsInSight ? Qt::ScrollBarAlwaysOn
                                                                           : Qt::ScrollBarAlwaysOff);
    if (m_list->height() != height || m_list->maximumHeight() != height) {
        m_list->setFixedHeight(height);
    }
    followState();
    followSelection();
    followCommands();
    arrangeFooter(); // the time left may need another width than before
    if (m_badge != m_queue->waiting()) {
        m_badge = m_queue->waiting();
        emit badgeChanged();
    }
}

void View::followState()
{
    const auto phase = m_context.engine.phase();
    const QString blocked = blockedText();
    if (phase.phase == runtime::Phase::Failed) {
        setState(PaneState::Error, tr("The session has failed. Nothing trades."));
    } else if (m_queue->rowCount() == 0 && phase.phase == runtime::Phase::Starting) {
        setState(PaneState::Loading, tr("The session is starting…"));
    } else if (!blocked.isEmpty()) {
        setState(PaneState::Blocked, blocked);
    } else if (m_queue->rowCount() == 0) {
        setState(PaneState::Empty, emptyText());
    } else if (const QString stale = staleText(); !stale.isEmpty()) {
        setState(PaneState::Stale, stale);
    } else {
        setState(PaneState::Normal);
    }
    const bool hasNotice = state() == PaneState::Blocked || state() == PaneState::Stale || state() == PaneState::Error;
    showText(*m_empty, hasNotice || state() != PaneState::Normal ? stateText() : QString());
    showText(*m_notice, hasNotice ? stateText() : QString(),
             state() == PaneState::Stale ? TextRole::Warn : TextRole::Danger);
    m_notice->setVisible(hasNotice);
    m_stack->setCurrentIndex(m_queue->rowCount() == 0 ? 0 : 1);
}

void View::followSelection()
{
    const auto* view = m_queue->view(m_selected);
    const int row = m_queue->indexOf(m_selected);
    if (view == nullptr || row < 0) {
        return;
    }
    const Row& shown = m_queue->row(row);
    const QString state = shown.isDecided || shown.isSnoozed ? shown.state
        : shown.hasDrifted                                   ? tr("Price moved")
                                                             : tr("Waiting for you");
    m_detail->show(*view, state, shown.isDecided);
    const bool isRejected = shown.isDecided && m_queue->closing(m_selected) == events::Closing::Declined;
    m_detail->showReasonTaps(isRejected, m_reasonFor == m_selected ? m_reason : QString());
    followFooter();
    followRejected();
}

void View::followFooter()
{
    const auto* view = m_queue->view(m_selected);
    m_footer->setVisible(isWaiting());
    if (view == nullptr || !isWaiting()) {
        return;
    }
    showText(*m_left, m_context.formats.countdown(view->left));
    m_bar->setLeft(view->left, view->made.lifetime);
    const QStringList missing = state() == PaneState::Blocked ? QStringList(stateText()) : QStringList();
    m_review->setMissing(missing);
    m_amend->setMissing(missing);
}

} // namespace omni::ui::proposals
