#include "ui/shell/menu_row.h"

#include "ui/commands/registry.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/menu_button.h"

#include <QEvent>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QStyle>

#include <algorithm>

namespace omni::ui {

namespace {

/// Looks like a field, is a button: typing happens in the palette.
class CommandField final : public QPushButton
{
public:
    CommandField(Theme& theme, QWidget* parent)
        : QPushButton(parent)
        , m_theme(theme)
    {
    }
    QString keys;

    /// Below this there is no room for a word of it.
    [[nodiscard]] int leastWidth() const
    {
        return keysWidth() + m_theme.px(60);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(m_theme.color(Token::Input));
        painter.setPen(QPen(hasFocus() ? m_theme.focus() : m_theme.color(Token::Line2), hasFocus() ? 2 : 1));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.setBrush(Qt::NoBrush);
        painter.setFont(m_theme.font(TextSize::Body));
        painter.setPen(m_theme.color(Token::Text3));
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        const int ends = keysWidth() + m_theme.px(12);
        const QRect words
            = rect().adjusted(isMirrored ? ends : m_theme.px(9), 0, isMirrored ? -m_theme.px(9) : -ends, 0);
        painter.drawText(words, static_cast<int>(Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, words.width()));
        painter.setFont(m_theme.font(TextSize::Caption));
        const int wide = keysWidth();
        const int high = m_theme.px(16);
        const int left = isMirrored ? m_theme.px(6) : width() - m_theme.px(6) - wide;
        const QRectF frame(left + 0.5, (height() - high) / 2 + 0.5, wide, high - 1);
        painter.setPen(m_theme.color(Token::Line2));
        painter.drawRoundedRect(frame, 2, 2);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(frame, Qt::AlignCenter, keys);
    }

private:
    [[nodiscard]] int keysWidth() const
    {
        return QFontMetrics(m_theme.font(TextSize::Caption)).horizontalAdvance(keys) + m_theme.px(10);
    }

    Theme& m_theme;
};

} // namespace

MenuRow::MenuRow(CommandRegistry& commands, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_theme(theme)
    , m_menus(new QMenuBar(this))
    , m_field(new CommandField(theme, this))
    , m_workspace(new MenuButton(this))
{
    setFixedHeight(theme.px(30));
    m_menus->setNativeMenuBar(false);
    m_menus->setStyleSheet(QStringLiteral("QMenuBar { border: none; min-height: 0; }")); // the row has the line below
    m_field->setObjectName(u"commandField"_qs);
    m_field->setStyleSheet(QStringLiteral("QPushButton { min-height: 0; padding: 0; border: none; }"));
    m_field->setFocusPolicy(Qt::TabFocus);
    m_field->setCursor(Qt::IBeamCursor);
    m_workspace->setObjectName(u"workspaceButton"_qs);
    m_workspace->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_workspace->setLayoutDirection(Qt::RightToLeft); // the arrow behind the words
    m_workspace->setIcon(Icons::icon(theme, u"chevron-down"_qs));
    m_workspace->setIconSize({theme.px(12), theme.px(12)});
    m_workspace->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(m_workspace);
    m_workspace->openWith(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { emit workspacesAsked(menu); });
    connect(m_field, &QPushButton::clicked, this, &MenuRow::paletteAsked);
    connect(&theme, &Theme::changed, this, [this] {
        setFixedHeight(m_theme.px(30));
        m_workspace->setIconSize({m_theme.px(12), m_theme.px(12)});
        arrange();
    });
    connect(&commands, &CommandRegistry::changed, this, &MenuRow::retranslate, Qt::QueuedConnection);
    retranslate();
}

void MenuRow::addMenu(const QString& prefix, std::function<QString()> title, const QStringList& order)
{
    Entry entry{prefix, std::move(title), order, m_menus->addMenu(QString())};
    entry.menu->setTitle(entry.title());
    entry.menu->setObjectName(prefix);
    connect(entry.menu, &QMenu::aboutToShow, this, [this, entry] {
        emit aboutToShow();
        fill(entry);
    });
    m_entries.append(entry);
    fill(entry);
}

void MenuRow::fill(const Entry& entry)
{
    entry.menu->clear();
    QStringList done;
    for (const QString& key : entry.order) {
        if (key == u"-"_qs) {
            entry.menu->addSeparator();
        } else if (QAction* action = m_commands.find(key)) {
            entry.menu->addAction(action);
        }
        done.append(key);
    }
    bool isFirst = true;
    for (QAction* action : m_commands.all()) {
        if (action->objectName().startsWith(entry.prefix + u'.') && !done.contains(action->objectName())) {
            if (isFirst) {
                entry.menu->addSeparator();
                isFirst = false;
            }
            entry.menu->addAction(action);
        }
    }
}

/// What all titles take, side by side.
int MenuRow::menusWidth() const
{
    QRect all;
    for (QAction* action : m_menus->actions()) {
        all |= m_menus->actionGeometry(action);
    }
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int margin = isMirrored ? m_menus->width() - 1 - all.right() : all.left();
    return all.width() + 2 * std::max(0, margin) + m_theme.px(4);
}

/// Menus have what they need, the workspace what is left of its words, the field the middle of the row or what is
/// between the two.
void MenuRow::arrange()
{
    const int edge = m_theme.px(8);
    const int from = m_theme.px(34);
    m_menus->resize(std::max(4 * width(), 1), height()); // wide enough to place every title, to measure them
    const int menus = std::min(menusWidth(), width() - from);
    const int after = from + menus + edge;
    int room = width() - edge - after;

    // A button takes '&' for a key of its own. A title that somebody has made long gives way by its end.
    const auto asButton = [](QString title) { return title.replace(u'&', u"&&"_qs); };
    m_workspace->setText(tr("Workspace: %1").arg(asButton(m_workspaceTitle)));
    if (m_workspace->sizeHint().width() + edge + fieldLeast() > room) {
        m_workspace->setText(asButton(m_workspaceTitle));
    }
    if (const int over = m_workspace->sizeHint().width() - room; over > 0) {
        const QFontMetrics metrics = m_workspace->fontMetrics();
        const int left = metrics.horizontalAdvance(m_workspaceTitle) - over;
        m_workspace->setText(asButton(metrics.elidedText(m_workspaceTitle, Qt::ElideRight, std::max(left, 0))));
    }
    const int workspace = m_workspace->sizeHint().width();
    m_workspace->setVisible(workspace <= room);
    room -= m_workspace->isHidden() ? 0 : workspace + edge;

    const int wished = std::clamp(width() / 4, m_theme.px(220), m_theme.px(380));
    const int field = std::min(wished, room);
    m_field->setVisible(field >= fieldLeast());
    const int centred = std::clamp((width() - field) / 2, after, std::max(after, after + room - field));
    const int high = m_theme.px(24);
    const auto put = [this](QWidget* part, const QRect& place) {
        part->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    };
    const int bar = std::min(m_menus->sizeHint().height(), height() - 1);
    put(m_menus, {from, (height() - bar) / 2, menus, bar});
    put(m_field, {centred, (height() - high) / 2, std::max(0, field), high});
    const QSize button = m_workspace->sizeHint().boundedTo({width(), height() - 2});
    put(m_workspace, {width() - edge - workspace, (height() - button.height()) / 2, workspace, button.height()});
}

int MenuRow::fieldLeast() const
{
    return static_cast<const CommandField*>(m_field)->leastWidth();
}

void MenuRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void MenuRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange
        || event->type() == QEvent::LayoutDirectionChange) {
        arrange();
    }
}

void MenuRow::setWorkspace(const QString& title)
{
    m_workspaceTitle = title;
    retranslate();
}

void MenuRow::retranslate()
{
    for (const Entry& entry : m_entries) {
        entry.menu->setTitle(entry.title());
    }
    const QAction* palette = m_commands.find(u"window.palette"_qs);
    static_cast<CommandField*>(m_field)->keys
        = palette != nullptr ? palette->shortcut().toString(QKeySequence::NativeText).replace(u'+', u' ') : QString();
    m_field->setText(tr("Search symbols, panes, commands"));
    m_field->setAccessibleName(m_field->text());
    m_field->setAccessibleDescription(tr("Opens the command palette."));
    m_menus->setAccessibleName(tr("Menus"));
    m_workspace->setText(tr("Workspace: %1").arg(m_workspaceTitle));
    m_workspace->setAccessibleName(tr("Workspace"));
    m_workspace->setAccessibleDescription(m_workspaceTitle);
    m_field->update();
    arrange();
}

QWidget* MenuRow::commandField() const
{
    return m_field;
}

void MenuRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.setPen(m_theme.color(Token::Line));
    painter.drawLine(0, height() - 1, width(), height() - 1);
    const int size = m_theme.px(16);
    Icons::paint(painter, QRectF(m_theme.px(11), (height() - size) / 2.0, size, size), m_theme, u"logo"_qs,
                 Token::Accent);
}

} // namespace omni::ui
