// needs: ui/shell ui/dialogs/sign_in ui/dialogs/kill_confirm tests/support/golden tests/support/fake_terminal
// needs: tests/support/shown_texts Qt6::Widgets
//
// The lock screen, signing in and the code that is asked for, against their stored pictures.
#include "tests/support/golden/golden.h"
#include "tests/support/shown_texts/shown_texts.h"
#include "tests/support/window_bench.h"
#include "ui/dialogs/sign_in/code_dialog.h"
#include "ui/dialogs/sign_in/sign_in_dialog.h"
#include "ui/dialogs/sign_in/sign_in_panel.h"
#include "ui/shell/seat/lock_screen.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace omni;
using namespace omni::ui;
using namespace omni::testing;
using views::SeatState;

namespace {

struct Scene {
    const char* name;
    SeatState state;
    bool needsVault = false, wasEnded = false, hasFailed = false;
    const char* dialog = ""; ///< "sign_in", "code"; none: the window itself.
};
constexpr Scene scenes[] = {{"locked", SeatState::Locked},
                            {"locked_with_vault", SeatState::Locked, true},
                            {"signed_out", SeatState::SignedOut, true},
                            {"ended", SeatState::SignedOut, false, true},
                            {"failed", SeatState::Locked, false, false, true},
                            {"must_enrol", SeatState::MustEnrol},
                            {"sign_in", SeatState::SignedOut, true, false, false, "sign_in"},
                            {"code", SeatState::SignedIn, false, false, false, "code"},
                            {"signed_in", SeatState::SignedIn}};

struct Stage : WindowBench {
    QDialog* dialog = nullptr;

    Stage(const Scene& scene, const QString& theme)
        : WindowBench(false)
    {
        window.reset();
        views::DeskSnapshot desk = aSnapshot();
        desk.environment = *scene.dialog == 's' ? orders::Environment::Demo : orders::Environment::Paper;
        terminal.show(desk);
        terminal.show(aHealth());
        auto& seat = terminal.seatShown.emplace();
        seat.shown.state = scene.state;
        if (scene.state != SeatState::SignedOut) {
            seat.isIn("anna", scene.state);
        }
        seat.shown.needsVault = scene.needsVault;
        seat.shown.wasEnded = scene.wasEnded;
        seat.shown.hasSecondFactor = true;
        terminal.files["ui.json"] = {"{\"theme\":\"" + theme.toStdString() + "\"}"};
        open();
        window->resize(1'180, 720);
        if (scene.hasFailed) {
            seat.failsWith = views::SeatFailure{"denied", {}, {}};
            auto* field = window->findChild<LockScreen*>()->findChild<QLineEdit*>(QStringLiteral("personPassword"));
            QTest::keyClicks(field, QStringLiteral("wrong"));
            QTest::mouseClick(window->findChild<LockScreen*>()->findChild<QPushButton*>(QStringLiteral("seatAct")),
                              Qt::LeftButton);
            seat.shown.mayTryAt = terminal.nowShown + seconds(30);
        }
        if (*scene.dialog == 's') {
            dialog = new sign_in::SignInDialog(window->engine(), window->theme(), window.get());
        } else if (*scene.dialog == 'c') {
            dialog = new sign_in::CodeDialog(window->engine(), window->theme(), sign_in::CodeDialog::Asks::FreshCode,
                                             QStringLiteral("Arming takes a fresh code: it is a LIVE account."),
                                             window.get());
        }
        if (dialog != nullptr) {
            dialog->open();
        }
        QTest::qWait(250); // the panel looks ten times a second
    }
    [[nodiscard]] QWidget& shown() const
    {
        return dialog != nullptr ? static_cast<QWidget&>(*dialog) : *window;
    }
};

} // namespace

class TestLockPictures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QString why = whyNoPictures(); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
    }

    void looksAsStored_data()
    {
        QTest::addColumn<int>("scene");
        QTest::addColumn<QString>("theme");
        for (std::size_t i = 0; i + 1 < std::size(scenes); ++i) { // the last one has figures that move
            QTest::addRow("%s-dark", scenes[i].name) << static_cast<int>(i) << QStringLiteral("dark");
        }
        for (const std::size_t i : {std::size_t{0}, std::size_t{6}}) {
            QTest::addRow("%s-light", scenes[i].name) << static_cast<int>(i) << QStringLiteral("light");
        }
    }

    void looksAsStored()
    {
        QFETCH(int, scene);
        QFETCH(QString, theme);
        Stage stage(scenes[scene], theme);

        const QString fault = heldAgainstStored(QStringLiteral("seat/%1").arg(QLatin1String(QTest::currentDataTag())),
                                                pictureOf(stage.shown()));

        QVERIFY2(fault.isEmpty(), qPrintable(fault));
    }

    void whatTakesTheKeyboardHasAName()
    {
        for (const Scene& scene : scenes) {
            Stage stage(scene, QStringLiteral("dark"));
            const QStringList found = unnamedIn(stage.shown());
            QVERIFY2(found.isEmpty(), qPrintable(QLatin1String(scene.name) + u' ' + found.join(u' ')));
        }
    }

    /// Every sentence has its room.
    void nothingIsCutOff()
    {
        for (const Scene& scene : scenes) {
            Stage stage(scene, QStringLiteral("dark"));
            for (const QLabel* label : stage.shown().findChildren<QLabel*>()) {
                const bool isOurs = label->isVisible() && label->wordWrap() && !label->text().isEmpty()
                    && (stage.dialog != nullptr || stage.window->isCovered());
                QVERIFY2(!isOurs || label->height() >= label->heightForWidth(label->width()),
                         qPrintable(QLatin1String(scene.name) + QStringLiteral(": ") + label->text()));
            }
        }
    }
};

OMNI_PICTURES_MAIN(TestLockPictures)
#include "tst_lock_pictures.moc"
