#include "ui/shell/dock/pane_stack.h"

#include "ui/shell/dock/another_words.h"
#include "ui/shell/dock/pane_tab_bar.h"
#include "ui/shell/layout_document.h"
#include "ui/style/icons.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"
#include "ui/widgets/menu_button.h"

#include <QApplication>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace omni::ui {

namespace {

/// Paints half of a stack, or all of it, as the place where a pane would go.
class Shade final : public QWidget
{
public:
    Shade(Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        QColor fill = m_theme.focus();
        fill.setAlphaF(0.25F);
        painter.fillRect(rect(), fill);
        painter.setPen(QPen(m_theme.focus(), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }

private:
    Theme& m_theme;
};

Token tokenOf(LinkGroup group)
{
    switch (group) {
    case LinkGroup::A:
        return Token::Accent;
    case LinkGroup::B:
        return Token::Warn;
    case LinkGroup::C:
        return Token::Ok;
    case LinkGroup::None:
        return Token::Text3;
    }
    return Token::Text3;
}

QString wordsOf(LinkGroup group)
{
    switch (group) {
    case LinkGroup::A:
        return PaneStack::tr("A, blue");
    case LinkGroup::B:
        return PaneStack::tr("B, amber");
    case LinkGroup::C:
        return PaneStack::tr("C, green");
    case LinkGroup::None:
        return PaneStack::tr("None, on its own");
    }
    return {};
}

} // namespace

QString paneTitle(const PaneInfo& info, const QString& id)
{
    const QString title = QCoreApplication::translate("panes", info.title);
    const int number = paneNumberOf(id).value_or(1);
    return number > 1 ? title + u' ' + QString::number(number) : title;
}

PaneStack::PaneStack(Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_shade(new Shade(theme, this))
{
    build();
    retranslate();
}

void PaneStack::build()
{
    setSurface(*this, Surface::Panel);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->setSizeConstraint(QLayout::SetNoConstraint);
    m_header = new QHBoxLayout;
    m_header->setContentsMargins(0, 0, 4, 0);
    m_header->setSpacing(2);
    m_tabs = new PaneTabBar(m_theme, this);
    m_header->addWidget(m_tabs, 0, Qt::AlignBottom);
    m_header->addStretch(1);
    m_link = addButton<MenuButton>(u"dot"_qs);
    m_menu = addButton<MenuButton>(u"menu"_qs);
    m_float = addButton<QToolButton>(u"float"_qs);
    m_close = addButton<QToolButton>(u"close"_qs);
    dressButtons();
    column->addLayout(m_header);
    column->addWidget(makeSecond());
    auto* line = new QFrame(this);
    line->setFrameShape(QFrame::HLine);
    line->setFrameShadow(QFrame::Plain);
    line->setFixedHeight(1);
    column->addWidget(line);
    auto* body = new QWidget(this);
    m_body = new QStackedLayout(body);
    m_body->setSizeConstraint(QLayout::SetNoConstraint);
    column->addWidget(body, 1);

    connect(m_tabs, &QTabBar::currentChanged, this, &PaneStack::onFront);
    connect(m_tabs, &PaneTabBar::dragged, this, [this](int, QPoint place) { aim(place); });
    connect(m_tabs, &PaneTabBar::dropped, this, &PaneStack::letGo);
    connect(m_tabs, &PaneTabBar::dragCancelled, this, [this] {
        if (m_target) {
            m_target->m_shade->hide();
        }
        m_target = nullptr;
    });
    connect(m_close, &QToolButton::clicked, this, [this] {
        if (front() != nullptr) {
            emit closeAsked(QString(front()->id));
        }
    });
    connect(m_float, &QToolButton::clicked, this, [this] {
        if (front() != nullptr) {
            emit floatAsked(QString(front()->id));
        }
    });
    auto* menu = new QMenu(m_menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(*menu); });
    m_menu->openWith(menu);
    auto* groups = new QMenu(m_link);
    connect(groups, &QMenu::aboutToShow, this, [this, groups] { fillLinkMenu(*groups); });
    m_link->openWith(groups);
    connect(&m_theme, &Theme::changed, this, [this] {
        dressButtons();
        updateLinkDot();
        arrangeHeader();
        updateGeometry();
    });
}

QWidget* PaneStack::makeSecond()
{
    m_second = new QWidget(this);
    m_secondRow = new QHBoxLayout(m_second);
    m_secondRow->setContentsMargins(4, 0, 4, 2);
    m_secondRow->addStretch(1);
    m_second->hide();
    return m_second;
}

template<class Button> Button* PaneStack::addButton(const QString& icon)
{
    auto* button = new Button(this);
    button->setAutoRaise(true);
    button->setIcon(Icons::icon(m_theme, icon));
    button->setFocusPolicy(Qt::TabFocus);
    m_header->addWidget(button);
    return button;
}

void PaneStack::retranslate()
{
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        nameTab(static_cast<int>(i));
        updateBadge(m_held[i]);
    }
    m_tabs->setAccessibleName(tr("Panes"));
    m_menu->setToolTip(tr("Pane menu"));
    m_menu->setAccessibleName(tr("Pane menu"));
    m_float->setToolTip(m_isFloating ? tr("Back into the main window") : tr("Into a window of its own"));
    m_float->setAccessibleName(m_float->toolTip());
    m_close->setToolTip(tr("Close the pane"));
    m_close->setAccessibleName(m_close->toolTip());
    updateLinkDot();
}

void PaneStack::setFloating(bool isFloating)
{
    m_isFloating = isFloating;
    m_float->setIcon(Icons::icon(m_theme, isFloating ? u"dock"_qs : u"float"_qs));
    retranslate();
}

void PaneStack::insert(const Held& held, int at)
{
    const int count = static_cast<int>(m_held.size());
    put(held, at < 0 || at > count ? count : at);
    onFront();
}

void PaneStack::fill(const std::vector<Held>& panes, int front)
{
    for (const Held& held : panes) {
        put(held, static_cast<int>(m_held.size()));
    }
    const QSignalBlocker blocker(m_tabs);
    setFront(front);
    onFront();
}

/// What is in front is not looked at.
void PaneStack::put(const Held& held, int place)
{
    m_held.insert(m_held.begin() + place, held);
    m_body->insertWidget(place, held.pane);
    const QSignalBlocker blocker(m_tabs);
    m_tabs->insertTab(place, QString());
    nameTab(place);
    held.pane->setVisible(m_body->currentWidget() == held.pane); // the stack shows the one in front alone
    connect(held.pane, &Pane::badgeChanged, this, [this, id = held.id] {
        for (const Held& one : m_held) {
            if (one.id == id) {
                updateBadge(one);
            }
        }
    });
    connect(held.pane, &Pane::groupChanged, this, &PaneStack::updateLinkDot);
    updateBadge(held);
}

void PaneStack::letAllGo()
{
    for (const Held& held : m_held) {
        if (m_extra != nullptr && held.pane->headerWidget() == m_extra) {
            giveExtraBack();
        }
        disconnect(held.pane, nullptr, this, nullptr);
        m_body->removeWidget(held.pane);
        held.pane->hide();
    }
    m_held.clear();
}

/// Those who hear the window are told which of two charts they are in.
void PaneStack::nameTab(int at)
{
    const Held& held = m_held[static_cast<std::size_t>(at)];
    const QString title = paneTitle(*held.info, held.id);
    m_tabs->setTabText(at, title);
    held.pane->setAccessibleName(title);
}

Pane* PaneStack::take(const QString& id)
{
    for (std::size_t i = 0; i < m_held.size(); ++i) {
        if (m_held[i].id != id) {
            continue;
        }
        Pane* pane = m_held[i].pane;
        if (m_extra != nullptr && pane->headerWidget() == m_extra) {
            giveExtraBack();
        }
        disconnect(pane, nullptr, this, nullptr);
        m_body->removeWidget(pane);
        m_held.erase(m_held.begin() + static_cast<std::ptrdiff_t>(i));
        const QSignalBlocker blocker(m_tabs);
        m_tabs->removeTab(static_cast<int>(i));
        pane->hide();
        pane->setParent(nullptr);
        onFront();
        return pane;
    }
    return nullptr;
}

QStringList PaneStack::ids() const
{
    QStringList ids;
    for (const Held& held : m_held) {
        ids.append(held.id);
    }
    return ids;
}

int PaneStack::frontIndex() const
{
    return m_tabs->currentIndex();
}

const PaneStack::Held* PaneStack::front() const
{
    const int at = m_tabs->currentIndex();
    return at >= 0 && at < static_cast<int>(m_held.size()) ? &m_held[static_cast<std::size_t>(at)] : nullptr;
}

void PaneStack::setFront(const QString& id)
{
    setFront(static_cast<int>(ids().indexOf(id)));
}

void PaneStack::setFront(int index)
{
    if (index >= 0 && index < m_tabs->count()) {
        m_tabs->setCurrentIndex(index);
    }
}

void PaneStack::nextTab(int step)
{
    const int count = m_tabs->count();
    if (count > 0) {
        m_tabs->setCurrentIndex((m_tabs->currentIndex() + step + count) % count);
    }
}

void PaneStack::focusFront()
{
    const Held* held = front();
    if (held == nullptr) {
        return;
    }
    const auto takesKeys = [](const QWidget* widget) {
        return widget->isEnabled() && widget->isVisibleTo(widget->window())
            && (widget->focusPolicy() & Qt::TabFocus) != 0;
    };
    if (takesKeys(held->pane)) {
        held->pane->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    for (QWidget* next = held->pane->nextInFocusChain(); next != nullptr && next != held->pane;
         next = next->nextInFocusChain()) {
        if (held->pane->isAncestorOf(next) && takesKeys(next)) {
            next->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
    // Nothing that Tab would stop at: where a pane has keys of its own they work all the same.
    if (held->pane->focusProxy() != nullptr) {
        QWidget* seen = held->pane->childAt(held->pane->rect().center());
        while (seen != nullptr && seen->parentWidget() != held->pane) {
            seen = seen->parentWidget(); // the part that stays when what it shows is another thing
        }
        (seen != nullptr ? seen : m_tabs)->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    m_tabs->setFocus(Qt::ShortcutFocusReason);
}

void PaneStack::updateBadge(const Held& held)
{
    const int tab = static_cast<int>(ids().indexOf(held.id));
    if (tab >= 0) {
        m_tabs->setBadge(tab, held.pane->badge(), held.info->key == "proposals");
    }
}

/// With the scale, but not as fast: three beside each other are to fit into a small window at 200 %.
QSize PaneStack::minimumSizeHint() const
{
    return {std::min(m_theme.px(200), 100 + m_theme.px(100)), m_theme.px(120)};
}

void PaneStack::updateLinkDot()
{
    const Held* held = front();
    const LinkGroup group = held != nullptr ? held->pane->group() : LinkGroup::None;
    m_link->setIcon(Icons::icon(m_theme, group == LinkGroup::None ? u"ring"_qs : u"dot"_qs, tokenOf(group)));
    m_link->setToolTip(tr("Linked symbol: %1").arg(wordsOf(group)));
    m_link->setAccessibleName(tr("Link group"));
    m_link->setAccessibleDescription(wordsOf(group));
}

void PaneStack::fillLinkMenu(QMenu& menu)
{
    menu.clear();
    const Held* held = front();
    if (held == nullptr) {
        return;
    }
    for (const LinkGroup group : {LinkGroup::A, LinkGroup::B, LinkGroup::C, LinkGroup::None}) {
        QAction* action = menu.addAction(Icons::icon(m_theme, u"dot"_qs, tokenOf(group)), wordsOf(group));
        action->setCheckable(true);
        action->setChecked(held->pane->group() == group);
        connect(action, &QAction::triggered, held->pane,
                [pane = QPointer<Pane>(held->pane), group] { pane->setGroup(group); });
    }
}

void PaneStack::fillMenu(QMenu& menu)
{
    menu.clear();
    const Held* held = front();
    if (held == nullptr) {
        return;
    }
    const QString id = held->id;
    for (QAction* action : held->pane->actions()) {
        menu.addAction(action);
    }
    if (!menu.isEmpty()) {
        menu.addSeparator();
    }
    fillLinkMenu(*menu.addMenu(tr("Link group")));
    QMenu* move = menu.addMenu(tr("Move"));
    const std::pair<DropZone, QString> ways[] = {{DropZone::Left, tr("To the left")},
                                                 {DropZone::Right, tr("To the right")},
                                                 {DropZone::Top, tr("Up")},
                                                 {DropZone::Bottom, tr("Down")}};
    for (const auto& [zone, words] : ways) {
        connect(move->addAction(words), &QAction::triggered, this,
                [this, id, zone = zone] { emit moveAsked(id, zone); });
    }
    menu.addSeparator();
    connect(menu.addAction(m_isFloating ? tr("Back into the main window") : tr("Into a window of its own")),
            &QAction::triggered, this, [this, id] { emit floatAsked(id); });
    if (!m_isFloating) {
        connect(menu.addAction(tr("Full screen")), &QAction::triggered, this, [this, id] { emit fullScreenAsked(id); });
    }
    if (const QString another = anotherWords(*held->info); !another.isEmpty()) {
        connect(menu.addAction(another), &QAction::triggered, this, [this, id] { emit anotherAsked(id); });
    }
    connect(menu.addAction(tr("Close")), &QAction::triggered, this, [this, id] { emit closeAsked(id); });
}

} // namespace omni::ui
