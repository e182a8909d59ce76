#include "ui/shell/menu_row.h"

#include "ui/commands/registry.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

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
        painter.drawText(rect().adjusted(m_theme.px(9), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
        painter.setFont(m_theme.font(TextSize::Caption));
        const int wide = painter.fontMetrics().horizontalAdvance(keys) + m_theme.px(10);
        const int high = m_theme.px(16);
        const QRectF frame(width() - m_theme.px(6) - wide + 0.5, (height() - high) / 2 + 0.5, wide, high - 1);
        painter.setPen(m_theme.color(Token::Line2));
        painter.drawRoundedRect(frame, 2, 2);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(frame, Qt::AlignCenter, keys);
    }

private:
    Theme& m_theme;
};

} // namespace

MenuRow::MenuRow(CommandRegistry& commands, Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_theme(theme)
    , m_menus(new QMenuBar(this))
    , m_field(new CommandField(theme, this))
    , m_workspace(new QToolButton(this))
{
    setFixedHeight(theme.px(30));
    m_menus->setNativeMenuBar(false);
    m_menus->setStyleSheet(QStringLiteral("QMenuBar { border: none; min-height: 0; }")); // the row has the line below
    m_menus->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_menus->setMinimumWidth(theme.px(440)); // all titles in English; what does not fit goes behind an arrow
    // Three parts of which the outer two weigh alike keep the field in the middle.
    auto* row = new QGridLayout(this);
    row->setContentsMargins(theme.px(34), 0, theme.px(8), 0);
    row->setHorizontalSpacing(theme.px(8));
    row->setVerticalSpacing(0);
    auto* right = new QHBoxLayout;
    right->addStretch(1);
    right->addWidget(m_workspace);
    row->addWidget(m_menus, 0, 0);
    row->addWidget(m_field, 0, 1, Qt::AlignVCenter);
    row->addLayout(right, 0, 2);
    row->setColumnStretch(0, 3);
    row->setColumnStretch(1, 2);
    row->setColumnStretch(2, 3);
    row->setColumnMinimumWidth(2, theme.px(200));
    m_field->setObjectName(u"commandField"_qs);
    m_field->setStyleSheet(QStringLiteral("QPushButton { min-height: 0; padding: 0; border: none; }"));
    m_field->setFixedHeight(theme.px(24));
    m_field->setMinimumWidth(theme.px(220));
    m_field->setMaximumWidth(theme.px(380));
    m_field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_field->setCursor(Qt::IBeamCursor);
    m_workspace->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_workspace->setLayoutDirection(Qt::RightToLeft); // the arrow behind the words
    m_workspace->setIcon(Icons::icon(theme, u"chevron-down"_qs));
    m_workspace->setIconSize({theme.px(12), theme.px(12)});
    m_workspace->setPopupMode(QToolButton::InstantPopup);
    m_workspace->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(m_workspace);
    m_workspace->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { emit workspacesAsked(menu); });
    connect(m_field, &QPushButton::clicked, this, &MenuRow::paletteAsked);
    connect(&theme, &Theme::changed, this, [this] { setFixedHeight(m_theme.px(30)); });
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
