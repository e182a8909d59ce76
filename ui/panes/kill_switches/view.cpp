#include "ui/panes/kill_switches/view.h"

#include "ui/bridge/engine_link.h"
#include "ui/bridge/stop_record.h"
#include "ui/panes/kill_switches/switch_line.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/outside_text.h"
#include "ui/widgets/words.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace omni::ui::kill_switches {

namespace {

/// Its state's colour stands as a bar before it.
class LegendEntry final : public QWidget
{
public:
    LegendEntry(const Theme& theme, Token token, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_token(token)
    {
    }
    /// The words stand beside the bar, on whichever side it is.
    void clearTheBar()
    {
        const int room = m_theme.px(11);
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        layout()->setContentsMargins(isMirrored ? 0 : room, 0, isMirrored ? room : 0, 0);
    }

protected:
    void changeEvent(QEvent* event) override
    {
        QWidget::changeEvent(event);
        if (event->type() == QEvent::LayoutDirectionChange && layout() != nullptr) {
            clearTheBar();
        }
    }
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const int wide = m_theme.px(3);
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        painter.fillRect(QRect(isMirrored ? width() - wide : 0, 0, wide, height()), m_theme.color(m_token));
    }

private:
    const Theme& m_theme;
    Token m_token;
};

/// Newest first, older pages until the cap (S26): trips are rare among notes.
constexpr Paging recordPaging{500, 2'000, true};

} // namespace

View::View(const PaneContext& context, QWidget* parent)
    : Pane(context, parent)
    , m_progress(StopProgress::of(context.engine))
    , m_list(new QWidget)
    , m_column(new QVBoxLayout(m_list))
    , m_record(context.engine, recordPaging, [this] { takeRecord(); })
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->setSpacing(0);
    auto* scroll = new QScrollArea(this);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(m_list);
    setSurface(*m_list, Surface::Plain);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    all->addWidget(scroll, 1);
    m_legend = makeLegend();
    all->addWidget(m_legend);
    connect(&m_progress, &StopProgress::changed, this, [this] {
        emit badgeChanged();
        if (isVisible()) {
            onFrame();
        }
    });
    connect(&context.engine, &EngineLink::phaseChanged, this, &View::onFrame);
    connect(&context.theme, &Theme::changed, this, [this] {
        m_isBuilt = false;
        onFrame();
    });
    onFrame();
}

int View::badge() const
{
    const auto count = static_cast<int>(m_progress.stopped().size());
    return count == 0 ? -1 : count;
}

void View::onRestart()
{
    m_isBuilt = false;
    m_record.clear();
    m_recorded.clear();
}

/// Trips of earlier sessions stand among the notes.
void View::takeRecord()
{
    m_recorded.clear();
    for (const views::NoteRow& row : m_record.rows()) {
        if (const auto event = stopEventOf(row)) {
            m_recorded.push_back(*event);
        }
    }
    onFrame();
}

void View::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_isBuilt = false;
        QWidget* old = m_legend;
        m_legend = makeLegend();
        layout()->replaceWidget(old, m_legend);
        old->deleteLater();
        onFrame();
    }
    Pane::changeEvent(event);
}

bool View::sameScopes(const std::vector<SwitchRow>& rows) const
{
    return std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                      [](const SwitchRow& a, const SwitchRow& b) { return a.scope == b.scope; });
}

/// The switch over everything is there all the same: it works without a session.
bool View::isAwaitingDesk() const
{
    return m_context.engine.phase().phase == runtime::Phase::Starting && !m_context.engine.desk().session;
}

void View::onFrame()
{
    const bool isAwaiting = isAwaitingDesk();
    setState(isAwaiting ? PaneState::Loading : PaneState::Normal,
             isAwaiting ? tr("The session is starting. Its accounts, strategies and symbols come with it.")
                        : QString());
    const bool hasRecord = m_record.reach().hasAnswered;
    m_isBuilt = m_isBuilt && isAwaiting == m_isAwaiting && hasRecord == m_hasRecord;
    m_isAwaiting = isAwaiting;
    m_hasRecord = hasRecord;
    auto rows = rowsOf(m_context.engine.desk(), m_progress, m_context.formats);
    m_record.keepUp({}); // what is new comes as notices
    auto past = pastOf(m_context.engine.desk(), allStops(m_recorded, m_progress.events(), m_progress.stopped()),
                       m_context.formats);
    if (m_isBuilt && sameScopes(rows) && past == m_past) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i] != m_rows[i]) {
                m_lines[i]->show(rows[i]);
            }
        }
        m_rows = std::move(rows);
        fillSymbols();
        return;
    }
    m_rows = std::move(rows);
    m_past = std::move(past);
    rebuild();
}

void View::rebuild()
{
    m_isBuilt = true;
    const auto focused
        = std::find_if(m_lines.begin(), m_lines.end(), [](SwitchLine* one) { return one->button().hasFocus(); });
    const auto focusedAt = focused - m_lines.begin();
    const bool hadKeys = focused != m_lines.end();
    m_lines.clear();
    m_symbols = nullptr;
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    std::optional<risk::ScopeKind> section;
    for (const SwitchRow& row : m_rows) {
        if (section != row.scope.kind) {
            section = row.scope.kind;
            switch (row.scope.kind) {
            case risk::ScopeKind::Global:
                addHead(tr("Global"));
                break;
            case risk::ScopeKind::Account:
                addHead(tr("Accounts"));
                break;
            case risk::ScopeKind::Strategy:
                addHead(tr("Strategies"));
                break;
            case risk::ScopeKind::Symbol:
                addHead(tr("Symbols"));
                break;
            }
        }
        addSwitch(row);
    }
    if (section != risk::ScopeKind::Symbol) {
        addHead(tr("Symbols"));
    }
    if (m_isAwaiting) {
        addCaption(stateText());
    }
    addBlocker();
    addHead(tr("Recent trips and resets"));
    for (const PastRow& row : m_past) {
        addPast(row);
    }
    if (m_past.empty()) {
        addCaption(m_hasRecord ? tr("None on record.") : tr("None in this session."));
    }
    m_column->addStretch(1);
    if (hadKeys && focusedAt < static_cast<std::ptrdiff_t>(m_lines.size())) {
        m_lines[static_cast<std::size_t>(focusedAt)]->button().setFocus();
    }
}

void View::addHead(const QString& title)
{
    Theme& theme = m_context.theme;
    auto* head = new QWidget(m_list);
    setSurface(*head, Surface::Raised);
    head->setFixedHeight(theme.px(26));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(theme.px(10), 0, theme.px(10), 0);
    auto* text = plainLabel(title, TextRole::Label, head);
    text->setFont(theme.font(TextSize::Caption, QFont::Medium));
    row->addWidget(text);
    m_column->addWidget(head);
}

void View::addCaption(const QString& text)
{
    auto* caption = plainLabel(text, TextRole::Caption, m_list);
    caption->setWordWrap(true);
    caption->setContentsMargins(m_context.theme.px(12), m_context.theme.px(8), m_context.theme.px(12),
                                m_context.theme.px(8));
    m_column->addWidget(caption);
}

void View::addSwitch(const SwitchRow& row)
{
    auto* line = new SwitchLine(m_context.theme, m_list);
    line->show(row);
    const std::size_t at = m_lines.size();
    connect(line, &SwitchLine::pressed, this, [this, at] {
        if (at < m_rows.size()) {
            act(m_rows[at]);
        }
    });
    m_lines.push_back(line);
    m_column->addWidget(line);
}

void View::act(const SwitchRow& row)
{
    if (row.stopped) {
        m_progress.review(*row.stopped);
        emit m_context.requests.resetDialog();
    } else {
        emit m_context.requests.stopDialog(row.scope);
    }
}

void View::addBlocker()
{
    Theme& theme = m_context.theme;
    auto* line = new QWidget(m_list);
    line->setFixedHeight(theme.px(44));
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(theme.px(10), 0, theme.px(12), 0);
    row->setSpacing(theme.px(8));
    m_symbols = new QComboBox(line);
    m_symbols->setMinimumWidth(theme.px(190));
    m_symbols->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_symbols->setAccessibleName(tr("Symbol to block"));
    m_block = new QPushButton(tr("Block…"), line);
    m_block->setAccessibleName(tr("Block the chosen symbol"));
    row->addWidget(m_symbols);
    row->addWidget(m_block);
    auto* note = plainLabel(tr("All other symbols follow the scopes above."), TextRole::Caption, line);
    note->setSizePolicy(QSizePolicy::Ignored,
                        QSizePolicy::Preferred); // else it pushes the buttons out of a narrow pane
    note->setWordWrap(true);
    row->addWidget(note, 1);
    connect(m_block, &QPushButton::clicked, this, [this] {
        const auto instrument = m_symbols->currentData().toULongLong();
        if (instrument != 0) {
            emit m_context.requests.stopDialog({risk::ScopeKind::Symbol, instrument});
        }
    });
    m_column->addWidget(line);
    fillSymbols();
}

void View::fillSymbols()
{
    if (m_symbols == nullptr) {
        return;
    }
    QList<QPair<QString, quint64>> open;
    for (const views::InstrumentView& view : m_context.engine.desk().instruments) {
        const risk::Scope scope{risk::ScopeKind::Symbol, view.instrument.id.value};
        const bool isBlocked
            = std::any_of(m_rows.begin(), m_rows.end(), [&](const auto& row) { return row.scope == scope; });
        if (!isBlocked) {
            open.append({Words::symbol(m_context.engine.desk(), view.instrument.id), view.instrument.id.value});
        }
    }
    bool isSame = m_symbols->count() == open.size() + 1;
    for (int i = 0; isSame && i < open.size(); ++i) {
        isSame = m_symbols->itemData(i + 1).toULongLong() == open[i].second;
    }
    if (isSame) {
        return;
    }
    m_symbols->clear();
    m_symbols->addItem(tr("Add symbol to block"), quint64{0});
    for (const auto& [name, id] : open) {
        m_symbols->addItem(name, id);
    }
}

void View::addPast(const PastRow& past)
{
    Theme& theme = m_context.theme;
    auto* line = new QWidget(m_list);
    line->setFixedHeight(theme.px(28));
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(theme.px(12), 0, theme.px(12), 0);
    row->setSpacing(theme.px(10));
    auto* when = plainLabel(past.when, TextRole::Caption, line);
    when->setFont(theme.numbers(TextSize::Caption));
    auto* icon = new QLabel(line);
    icon->setPixmap(Icons::pixmap(theme, past.isReset ? u"check"_qs : u"kill"_qs,
                                  past.isReset ? Token::Ok : Token::Danger, theme.px(13), devicePixelRatioF()));
    auto* what = plainLabel(past.what, TextRole::Value, line);
    what->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    what->setToolTip(tipText(past.what));
    row->addWidget(when);
    row->addWidget(icon);
    row->addWidget(what, 1);
    row->addWidget(plainLabel(past.became, TextRole::Caption, line));
    m_column->addWidget(line);
}

QWidget* View::makeLegend()
{
    Theme& theme = m_context.theme;
    auto* legend = new QWidget(this);
    auto* row = new QHBoxLayout(legend);
    row->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    row->setSpacing(theme.px(12));
    const std::tuple<SwitchState, QString, QString> entries[]
        = {{SwitchState::Armed, tr("Armed"), tr("Trading allowed. One press and confirm stops everything in scope.")},
           {SwitchState::Stopping, tr("Stopping"),
            tr("New orders blocked; cancels sent, waiting for each to be confirmed.")},
           {SwitchState::Tripped, tr("Tripped"),
            tr("Latched. Survives restart and reconnect. Only a person can reset it.")},
           {SwitchState::Held, tr("Held"), tr("This scope is armed but a scope above it is tripped.")}};
    for (const auto& [state, title, text] : entries) {
        auto* entry = new LegendEntry(theme, tokenOf(state), legend);
        auto* part = new QVBoxLayout(entry);
        entry->clearTheBar();
        part->setSpacing(theme.px(2));
        auto* head = new QHBoxLayout;
        head->setSpacing(theme.px(6));
        auto* icon = new QLabel(legend);
        icon->setPixmap(Icons::pixmap(theme, iconOf(state), tokenOf(state), theme.px(13), devicePixelRatioF()));
        head->addWidget(icon);
        head->addWidget(plainLabel(title,
                                   state == SwitchState::Armed          ? TextRole::Ok
                                       : state == SwitchState::Stopping ? TextRole::Warn
                                       : state == SwitchState::Tripped  ? TextRole::Danger
                                                                        : TextRole::Label,
                                   legend),
                        1);
        part->addLayout(head);
        auto* words = plainLabel(text, TextRole::Caption, legend);
        words->setWordWrap(true);
        words->setAlignment(Qt::AlignTop);
        part->addWidget(words, 1);
        row->addWidget(entry, 1);
    }
    return legend;
}

} // namespace omni::ui::kill_switches
