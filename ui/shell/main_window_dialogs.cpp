// Dialogs of the main window: the kill question, closing positions, settings, recordings, first run, tour.

#include "ui/bridge/stop_progress.h"
#include "ui/commands/palette.h"
#include "ui/dialogs/close_positions/close_positions.h"
#include "ui/dialogs/first_run/first_run_dialog.h"
#include "ui/dialogs/kill_confirm/kill_confirm.h"
#include "ui/dialogs/review/review_dialog.h"
#include "ui/dialogs/settings/settings_dialog.h"
#include "ui/dialogs/symbols/symbol_chooser.h"
#include "ui/dialogs/tour/tour.h"
#include "ui/shell/banner/kill_banner.h"
#include "ui/shell/dock/work_area.h"
#include "ui/shell/main_window.h"
#include "ui/shell/menu_row.h"
#include "ui/shell/seat/lock_screen.h"
#include "ui/shell/session/open_recording.h"
#include "ui/shell/strip/account_strip.h"
#include "ui/shell/strip/kill_button.h"
#include "ui/widgets/words.h"

#include <QApplication>
#include <QMessageBox>

#include <algorithm>

namespace omni::ui {

QWidget* MainWindow::dialogParent()
{
    QWidget* modal = QApplication::activeModalWidget();
    QWidget* active = QApplication::activeWindow();
    return modal != nullptr ? modal : active != nullptr && active->isWindow() ? active : this;
}

void MainWindow::askToStop(risk::Scope scope)
{
    if (m_question) {
        if (m_question->scope() == scope) {
            m_question->pressedAgain();
            return;
        }
        if (m_question->scope().kind == risk::ScopeKind::Global) {
            return; // what is asked for stops that, too
        }
        m_question->reject(); // the question that was pressed for last, so that Enter answers no other
        m_question = nullptr;
    }
    const bool isAll = scope.kind == risk::ScopeKind::Global;
    if (isAll && isAllStopped(m_progress.stopped()) && m_engine.latched() != risk::KillLevel::None
        && m_progress.state() == StopState::Tripped && m_engine.latched() >= risk::KillLevel::Flatten) {
        openReset();
        return;
    }
    m_palette->hide();
    m_question = new KillConfirm(m_engine, m_theme, m_formats, scope, dialogParent(), m_options.clock);
    connect(m_question, &KillConfirm::stopped, this, [this] {
        m_engine.poll();
        m_banner->refresh();
    });
    m_question->open();
    m_question->activateWindow(); // its keys count from now on, not those of the pane behind it
}

void MainWindow::stopSymbol()
{
    const InstrumentId chosen = m_groups.instrument(LinkGroup::A);
    if (!chosen) {
        toast(ToastLevel::Info, u"no symbol"_qs, tr("No symbol is selected. Choose one in the watchlist first."));
        return;
    }
    askToStop({risk::ScopeKind::Symbol, chosen.value});
}

void MainWindow::review(const Stopped& stopped)
{
    m_progress.review(stopped);
    openReset();
}

void MainWindow::openReset()
{
    if (m_isCovered) {
        m_lock->say(tr("Trading is stopped. What was stopped is reviewed and reset behind the lock."));
        return;
    }
    showWorkspace(u"risk"_qs);
    m_area->showPane(u"kill_switches"_qs);
    m_area->showPane(u"kill_reset"_qs);
}

void MainWindow::closePositions()
{
    auto* dialog = new ClosePositions(m_engine, m_theme, m_formats, this, m_options.clock);
    dialog->open();
}

void MainWindow::ask(ConfirmDialog::Words words, std::function<void()> then)
{
    auto* dialog = new ConfirmDialog(m_theme, std::move(words), std::move(then), this, m_options.clock);
    dialog->open();
}

void MainWindow::cancelEntries()
{
    const auto& orders = m_engine.desk().openOrders;
    const int count = static_cast<int>(std::count_if(orders.begin(), orders.end(), isOpenEntry));
    const QString environment = Words::of(m_engine.desk().environment);
    ask({tr("Cancel entry orders?"),
         tr("%n entry order(s) of the %1 account would be cancelled. Stops and positions stay.", nullptr, count)
             .arg(environment),
         {},
         tr("Cancel %n order(s)", nullptr, count),
         tr("Keep them"),
         true},
        [this] {
            m_engine.send(events::CancelOrders{risk::Scope{}, true}, tr("cancelled by hand"));
        });
}

void MainWindow::openRecording()
{
    auto* dialog = new OpenRecording(m_theme, this);
    connect(dialog, &OpenRecording::wanted, this, &MainWindow::startInstead);
    dialog->open();
}

void MainWindow::openSettings(const QString& page)
{
    auto* dialog = new settings::SettingsDialog(m_engine, m_settings, m_commands, m_theme, m_formats, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!page.isEmpty()) {
        dialog->showPage(page);
    }
    connect(dialog, &settings::SettingsDialog::wanted, this, [this](const QString& what) {
        if (what == u"tour"_qs) {
            showTour();
        } else if (what == u"first_run"_qs) {
            showFirstRun();
        } else if (what.startsWith(u"broker:"_qs)) {
            chooseSymbols(what.mid(7));
        } else if (what.startsWith(u"audit:"_qs)) {
            showAudit(what.mid(6));
        }
    });
    dialog->open();
}

void MainWindow::showAudit(const QString& kind)
{
    m_area->showPane(u"audit"_qs);
    if (Pane* pane = m_area->pane(u"audit"_qs); pane != nullptr) {
        pane->restoreState({{u"kind"_qs, kind}});
    }
}

void MainWindow::chooseSymbols(const QString& broker)
{
    const auto offers = m_engine.terminal().brokers();
    const auto isIt = [&](const views::BrokerOffer& one) { return QString::fromStdString(one.key) == broker; };
    const auto offer = offers == nullptr ? views::BrokerOffers::const_iterator()
                                         : std::find_if(offers->begin(), offers->end(), isIt);
    if (offers == nullptr || offer == offers->end()) {
        return;
    }
    auto* dialog = new symbols::SymbolChooser(m_engine, *offer, m_theme, m_formats, this);
    connect(dialog, &symbols::SymbolChooser::wanted, this,
            [this](const QString& key, const QStringList& symbols, bool withStrategies) {
                runtime::SessionWish wish;
                wish.broker = key.toStdString();
                wish.withUsual = withStrategies;
                for (const QString& symbol : symbols) {
                    wish.symbols.push_back(symbol.toStdString());
                }
                startInstead(wish);
            });
    dialog->open();
}

/// A session that runs is ended for it: that is asked first.
void MainWindow::startInstead(const runtime::SessionWish& wish)
{
    if (m_engine.phase().phase != runtime::Phase::Running) {
        start(wish);
        return;
    }
    const QString now = Words::of(m_engine.desk().environment);
    ask({tr("Start another session?"),
         wish.broker.empty()
             ? tr("The %1 session ends in order, then the recording is played. If its files cannot be read, that is "
                  "said and no session runs.")
                   .arg(now)
             : tr("The %1 session ends in order, then a PAPER session with %2 begins. A profile keeps the books of one "
                  "account: if this one has those of another, the new session is refused in words.")
                   .arg(now, QString::fromStdString(wish.broker)),
         {},
         tr("End it and start"),
         tr("Go on"),
         false},
        [this, wish] { start(wish); });
}

void MainWindow::showFirstRun()
{
    auto* dialog = new first_run::FirstRunDialog(m_engine, m_settings, m_theme, m_formats, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &first_run::FirstRunDialog::started, this, [this](const runtime::SessionWish& wish) {
        start(wish);
        if (!m_settings.choices().tourDone) {
            showTour();
        }
    });
    connect(dialog, &first_run::FirstRunDialog::recordingWanted, this, &MainWindow::openRecording);
    connect(dialog, &first_run::FirstRunDialog::brokerWanted, this,
            [this] { openSettings(QStringLiteral("brokers")); });
    dialog->open();
}

void MainWindow::tellOfTour()
{
    if (!m_options.isQuiet && !m_settings.choices().tourDone) {
        toast(ToastLevel::Info, {}, tr("New here? Help › Tour shows the five most important things in a minute."));
    }
}

void MainWindow::showTour()
{
    const QList<TourCard> cards{
        {[] {
             return tr("This is your account: money, today's result and how much risk is in use. Click any figure to "
                       "see what it is made of.");
         },
         [this] { return m_strip; }},
        {[] {
             return tr("The AI never trades alone. Its proposals wait here until you approve, change or reject them. "
                       "Unanswered ones lapse.");
         },
         [this] { return m_area->pane(u"proposals"_qs); }},
        {[] {
             return tr("Reasons and what-if. Bars show why it wants the trade, and what your risk would be after it.");
         },
         [this] { return m_area->pane(u"proposals"_qs); }},
        {[] {
             return tr("This stops everything. Press it, or Ctrl Shift K, at any time. Try it now: in the demo it "
                       "costs nothing.");
         },
         [this] { return &m_strip->killButton(); }},
        {[] {
             return tr("Ctrl K finds any command, symbol or setting. Drag panes where you like; you can always go "
                       "back.");
         },
         [this] { return m_menu->commandField(); }},
    };
    auto* tour = new Tour(this, m_theme, cards);
    connect(tour, &Tour::finished, this, [this] {
        UserChoices choices = m_settings.choices();
        choices.tourDone = true;
        m_settings.set(choices);
    });
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowTitle(tr("About OmniTrade AI"));
    box->setTextFormat(Qt::PlainText);
    box->setText(tr("OmniTrade AI %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(tr("A desktop trading terminal. Free software under the GNU General Public License 3."));
    box->open();
}

void MainWindow::openProposal(ProposalId proposal, bool isAmending)
{
    if (m_review == nullptr) {
        m_review = new review::ReviewDialog(m_engine, m_theme, m_formats, this, m_options.clock);
        connect(m_review, &review::ReviewDialog::orderAsked, this, [this] { m_area->showPane(u"orders"_qs); });
    }
    isAmending ? m_review->amend(proposal) : m_review->review(proposal);
}

} // namespace omni::ui
