// Where the main window and its keyboard are: screens that go, the pane that has the keys, what is read aloud, what
// nobody may see.

#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notices/announcer.h"
#include "ui/shell/notices/notice_teller.h"
#include "ui/shell/notices/toast_area.h"
#include "ui/shell/notices/tray.h"
#include "ui/shell/session/phase_cover.h"
#include "ui/shell/status/status_bar.h"
#include "ui/shell/workspaces.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QPointer>
#include <QScreen>
#include <QStackedLayout>

#include <algorithm>
#include <cstdint>

namespace omni::ui {

void MainWindow::focusWork()
{
    if (m_middle->currentWidget() != m_cover) {
        const QString usual = firstPaneOf(m_layouts.current());
        m_area->focusPane(usual.isEmpty() ? paneIdsOf(m_layouts.layout()).value(0) : usual);
        return;
    }
    for (QWidget* part : m_cover->findChildren<QWidget*>()) {
        if (part->isVisibleTo(m_cover) && part->isEnabled() && (part->focusPolicy() & Qt::TabFocus) != 0) {
            part->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

/// The least size is that of the design, but never more than a screen has: what would be past its edge is the kill
/// switch. 1180 × 720 at 200 % of the system are 590 × 360.
void MainWindow::fitLeastSize(const QList<QRect>& screens)
{
    constexpr QSize designed(1'180, 720);
    const auto area = [](const QRect& rect) { return std::int64_t{rect.width()} * rect.height(); };
    const auto largest = std::max_element(screens.begin(), screens.end(),
                                          [&](const QRect& a, const QRect& b) { return area(a) < area(b); });
    setMinimumSize(largest == screens.end() ? designed : designed.boundedTo(largest->size()));
}

void MainWindow::keepOnScreens(const QList<QRect>& screens)
{
    fitLeastSize(screens);
    const QRect now = isMaximized() ? normalGeometry() : geometry();
    if (const QRect wanted = ontoScreens(now, screens, minimumSize()); wanted != now) {
        const bool wasMaximized = isMaximized();
        if (wasMaximized) {
            showNormal();
        }
        setGeometry(wanted);
        if (wasMaximized) {
            showMaximized();
        }
    }
    m_area->keepOnScreens(screens);
}

void MainWindow::onScreensChanged()
{
    QList<QRect> screens;
    for (const QScreen* screen : QApplication::screens()) {
        screens.append(screen->availableGeometry());
    }
    keepOnScreens(screens);
}

void MainWindow::connectNotices()
{
    connect(m_teller, &NoticeTeller::unreadChanged, this, &MainWindow::countAlerts);
    connect(m_teller, &NoticeTeller::told, this, &MainWindow::toast);
    connect(m_teller, &NoticeTeller::settled, m_toasts, &ToastArea::settle);
    connect(m_teller, &NoticeTeller::proposed, this,
            [this] { m_tray->tellOutside(tr("An AI proposal waits for you."), false); });
    connect(m_teller, &NoticeTeller::reminded, this, [this](bool isLast) {
        m_tray->tellOutside(isLast ? tr("An AI proposal expires soon. It waits for you.")
                                   : tr("An AI proposal still waits for you."),
                            false);
    });
    connect(m_teller, &NoticeTeller::sounded, this, &MainWindow::sound);
    connect(m_teller, &NoticeTeller::spoken, m_announcer, [this](const QString& text) {
        if (!m_isCovered) { // who listens is not who may know
            m_announcer->say(text);
        }
    });
}

/// The status bar and the pane count alike: as unread until its line is opened. Where no pane is, those that were told.
void MainWindow::countAlerts()
{
    const Pane* pane = m_area->pane(u"alerts"_qs);
    const int unread = pane != nullptr ? std::max(0, pane->badge()) : m_teller->unread();
    if (unread != m_unread) {
        m_unread = unread;
        m_status->setUnread(unread);
        m_tray->setUnread(unread);
    }
}

/// Symbol, bid, ask and position of what group A shows.
void MainWindow::readPrices()
{
    const InstrumentId chosen = m_groups.instrument(LinkGroup::A);
    const views::InstrumentView* view = m_engine.instrument(chosen);
    if (view == nullptr) {
        toast(ToastLevel::Info, u"no symbol"_qs, tr("No symbol is selected. Choose one in the watchlist first."));
        return;
    }
    const auto price = [&](bool isThere, Ticks ticks) {
        return m_formats.price(view->instrument, isThere ? std::optional(ticks) : std::nullopt);
    };
    Lots held{};
    for (const views::PositionView& position : m_engine.desk().positions) {
        held.count += position.position.instrument == chosen ? position.position.lots.count : 0;
    }
    const market::Quote quote = view->quote.value_or(market::Quote{});
    const QString text
        = tr("%1: bid %2, ask %3. Position %4.")
              .arg(Words::symbol(m_engine.desk(), chosen), price(view->quote && quote.hasBid, quote.bid),
                   price(view->quote && quote.hasAsk, quote.ask), m_formats.quantity(view->instrument, held));
    toast(ToastLevel::Info, text, text);
    const auto& shown = m_toasts->queue().shown();
    if (std::none_of(shown.begin(), shown.end(), [&text](const Toast& one) { return one.text == text; })) {
        m_announcer->say(text); // held back for the eye, but asked for
    }
}

/// At once and everywhere, before anything is painted: all words are written anew, as in another language.
void MainWindow::followPrivacy()
{
    if (m_formats.hasPrivacy) { // what these say was written before
        m_toasts->clear();
        m_announcer->forget();
    }
    QList<QPointer<QWidget>> all; // one that builds itself anew takes windows of its own with it
    for (QWidget* top : QApplication::topLevelWidgets()) {
        all.append(top);
    }
    for (const QPointer<QWidget>& top : all) {
        if (top) {
            QEvent change(QEvent::LanguageChange);
            QCoreApplication::sendEvent(top, &change);
        }
    }
}

} // namespace omni::ui
