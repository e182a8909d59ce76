#include "ui/commands/palette.h"

#include "ui/commands/fuzzy.h"
#include "ui/commands/other_names.h"
#include "ui/commands/registry.h"
#include "ui/style/theme.h"

#include <QEvent>
#include <QHash>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <vector>

namespace omni::ui {

namespace {

constexpr int mostListed = 50;
constexpr int mostRecent = 12;
constexpr int detailRole = Qt::UserRole;
constexpr int keysRole = Qt::UserRole + 1;

class LineDelegate final : public QStyledItemDelegate
{
public:
    LineDelegate(Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {0, m_theme.px(28)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        if ((option.state & QStyle::State_Selected) != 0) {
            painter->fillRect(option.rect, m_theme.color(Token::Sel));
        }
        QRect room = option.rect.adjusted(m_theme.px(10), 0, -m_theme.px(10), 0);
        painter->setFont(m_theme.font(TextSize::Caption));
        painter->setPen(m_theme.color(Token::Text3));
        const QString keys = index.data(keysRole).toString();
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, keys);
        room.setRight(room.right() - painter->fontMetrics().horizontalAdvance(keys) - m_theme.px(12));
        painter->setFont(m_theme.font(TextSize::Body));
        painter->setPen(m_theme.color(Token::Text));
        const QString text = index.data(Qt::DisplayRole).toString();
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft, text);
        room.setLeft(room.left() + painter->fontMetrics().horizontalAdvance(text) + m_theme.px(10));
        painter->setPen(m_theme.color(Token::Text3));
        painter->drawText(room, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data(detailRole).toString(), Qt::ElideRight,
                                                            std::max(0, room.width())));
    }

private:
    Theme& m_theme;
};

std::optional<PaletteKind> kindAsked(QString& typed)
{
    const QString sign = typed.left(1);
    const auto kind = sign == u">"_qs ? std::optional(PaletteKind::Command)
        : sign == u"@"_qs             ? std::optional(PaletteKind::Symbol)
        : sign == u"#"_qs             ? std::optional(PaletteKind::Setting)
                                      : std::nullopt;
    if (kind) {
        typed.remove(0, 1);
    }
    return kind;
}

} // namespace

CommandPalette::CommandPalette(CommandRegistry& commands, Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_commands(commands)
    , m_theme(theme)
    , m_line(new QLineEdit(this))
    , m_list(new QListWidget(this))
{
    setObjectName(u"commandPalette"_qs);
    setFrameShape(QFrame::StyledPanel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4, 4, 4, 4);
    column->setSpacing(4);
    column->addWidget(m_line);
    column->addWidget(m_list);
    m_list->setItemDelegate(new LineDelegate(theme, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFrameShape(QFrame::NoFrame);
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, this, &CommandPalette::list);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    retranslate();
}

void CommandPalette::retranslate()
{
    m_line->setPlaceholderText(tr("Search symbols, panes, commands"));
    m_line->setAccessibleName(tr("Search symbols, panes, commands"));
    m_line->setAccessibleDescription(tr("Begin with > for commands, @ for symbols, # for settings."));
    m_list->setAccessibleName(tr("What was found"));
}

void CommandPalette::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QFrame::changeEvent(event);
}

void CommandPalette::addSource(PaletteSource source)
{
    m_sources.append(std::move(source));
}

void CommandPalette::openBelow(QWidget* field, const QString& typed)
{
    gather();
    const int width = std::max(field->width(), m_theme.px(480));
    QPoint place = field->mapToGlobal(QPoint((field->width() - width) / 2, field->height() + 2));
    if (const QScreen* screen = field->screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(std::clamp(place.x(), room.left(), std::max(room.left(), room.right() - width)));
    }
    setGeometry(QRect(place, QSize(width, m_theme.px(380))));
    m_line->setText(typed);
    list(typed);
    show();
    m_line->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::setRecent(const QStringList& ids)
{
    m_recent = ids.mid(0, mostRecent);
}

void CommandPalette::gather()
{
    m_items.clear();
    // What works everywhere before what belongs to a pane: of commands that read alike the first is listed.
    QList<QAction*> actions = m_commands.all();
    std::stable_partition(actions.begin(), actions.end(),
                          [this](const QAction* action) { return m_commands.spec(action->objectName())->isGlobal; });
    for (QAction* action : actions) {
        if (!action->isEnabled() || action->objectName() == u"window.palette"_qs) {
            continue;
        }
        const CommandSpec* spec = m_commands.spec(action->objectName());
        m_items.append({PaletteKind::Command, action->objectName(), plainText(spec->text()), spec->group(),
                        action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }});
    }
    for (const PaletteSource& source : m_sources) {
        m_items.append(source());
    }
    for (PaletteItem& item : m_items) {
        item.otherNames = otherNamesOf(item.id);
    }
}

QList<PaletteItem> CommandPalette::found(const QString& typed) const
{
    struct Hit {
        int fit;
        qsizetype index;
    };
    QString letters = typed.trimmed();
    const auto kind = kindAsked(letters);
    std::vector<Hit> hits;
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        const PaletteItem& item = m_items[i];
        if (kind && item.kind != *kind) {
            continue;
        }
        const auto byText = fitOf(letters, item.text);
        const auto byDetail = fitOf(letters, item.detail + u' ' + item.text);
        const auto byName = fitOfOtherName(letters, item.otherNames);
        if (!byText && !byDetail && !byName) {
            continue;
        }
        int fit = std::max({byText.value_or(-1'000'000), byDetail.value_or(-1'000'000), byName.value_or(-1'000'000)});
        // What was used lately comes first where nothing, or nothing better, was typed.
        if (const qsizetype ago = m_recent.indexOf(item.id); ago >= 0) {
            fit += (letters.isEmpty() ? 1'000'000 : 256) - static_cast<int>(ago);
        }
        hits.push_back({letters.isEmpty() && fit == 0 ? 0 : fit, i});
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.fit > b.fit; });
    // Of what reads alike one line is listed, where the best of them is: that which was gathered first.
    std::vector<qsizetype> listed;
    QHash<QString, std::size_t> places;
    for (std::size_t i = 0; i < hits.size() && listed.size() < mostListed; ++i) {
        const qsizetype at = hits[i].index;
        const PaletteItem& item = m_items[at];
        const QString read = item.text.endsWith(u'…') ? item.text.chopped(1) : item.text;
        if (const auto known = places.constFind(read); item.kind != PaletteKind::Symbol && known != places.cend()) {
            listed[*known] = std::min(listed[*known], at);
            continue;
        }
        if (item.kind != PaletteKind::Symbol) {
            places.insert(read, listed.size());
        }
        listed.push_back(at);
    }
    QList<PaletteItem> items;
    for (const qsizetype at : listed) {
        items.append(m_items[at]);
    }
    return items;
}

void CommandPalette::list(const QString& typed)
{
    m_listed = found(typed);
    m_list->clear();
    for (const PaletteItem& item : m_listed) {
        auto* line = new QListWidgetItem(item.text, m_list);
        line->setData(detailRole, item.detail);
        line->setData(keysRole, item.keys);
        line->setData(Qt::AccessibleTextRole, item.detail.isEmpty() ? item.text : item.text + u", "_qs + item.detail);
    }
    if (m_listed.isEmpty()) {
        auto* line = new QListWidgetItem(tr("Nothing has these letters."), m_list);
        line->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(m_listed.isEmpty() ? -1 : 0);
}

void CommandPalette::runCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || row >= m_listed.size()) {
        return;
    }
    const PaletteItem item = m_listed[row];
    m_recent.removeAll(item.id);
    m_recent.prepend(item.id);
    setRecent(m_recent);
    close();
    item.run();
    emit ran(item.id);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down: {
            const int step = key->key() == Qt::Key_Down ? 1 : -1;
            const int count = m_list->count();
            m_list->setCurrentRow(count == 0 ? -1 : (m_list->currentRow() + step + count) % count);
            return true;
        }
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (!key->isAutoRepeat()) {
                runCurrent();
            }
            return true;
        case Qt::Key_Escape:
            close();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace omni::ui
