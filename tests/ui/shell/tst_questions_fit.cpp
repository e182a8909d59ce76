// needs: ui/shell tests/support/shown_texts Omni::Translations Qt6::Widgets
// The window's own questions, on a small screen and at the largest scale.
#include "tests/support/shown_texts/shown_texts.h"
#include "ui/shell/session/open_recording.h"
#include "ui/style/language.h"
#include "ui/style/theme.h"
#include "ui/widgets/confirm_dialog.h"
#include "ui/widgets/dialog_bounds.h"

#include <QPushButton>
#include <QTest>

#include <memory>

using namespace omni::ui;

class TestQuestionsFit : public QObject
{
    Q_OBJECT

private slots:
    void questionAndRecordingAreOnTheScreenWithTheirButtons_data()
    {
        QTest::addColumn<bool>("isQuestion");
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<int>("percent");
        QTest::addColumn<QString>("language");
        for (const bool isQuestion : {true, false}) {
            const char* name = isQuestion ? "question" : "recording";
            for (const QSize screen : {QSize(1'180, 720), QSize(1'600, 1'000)}) {
                for (const int percent : {100, 150, 200}) {
                    for (const char* language : {"en", "de"}) {
                        QTest::addRow("%s, %d x %d at %d %%, %s", name, screen.width(), screen.height(), percent,
                                      language)
                            << isQuestion << screen << percent << QString::fromLatin1(language);
                    }
                }
            }
        }
    }

    void questionAndRecordingAreOnTheScreenWithTheirButtons()
    {
        QFETCH(bool, isQuestion);
        QFETCH(QSize, screen);
        QFETCH(int, percent);
        QFETCH(QString, language);
        Language spoken;
        spoken.apply(language);
        Theme theme;
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, percent);
        QWidget window;
        window.resize(1'180, 720);
        window.show();
        const ConfirmDialog::Words words{QStringLiteral("Cancel?"),
                                         QStringLiteral("12 entry orders would be cancelled. ").repeated(40),
                                         {},
                                         QStringLiteral("Cancel them"),
                                         QStringLiteral("Keep them"),
                                         true};
        const std::unique_ptr<QDialog> dialog(isQuestion
                                                  ? static_cast<QDialog*>(new ConfirmDialog(theme, words, {}, &window))
                                                  : new OpenRecording(theme, &window));
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        const QRect room(QPoint(0, 0), screen);
        dialog->findChild<DialogBounds*>()->setRoom(room);

        dialog->open();
        QCoreApplication::processEvents();

        QVERIFY2(room.contains(dialog->geometry()), qPrintable(QDebug::toString(dialog->geometry())));
        const auto buttons = dialog->findChildren<QPushButton*>();
        QVERIFY(buttons.size() >= 2);
        for (const QPushButton* button : buttons) {
            const QRect place(button->mapTo(dialog.get(), QPoint()), button->size());
            QVERIFY2(dialog->rect().contains(place), qPrintable(button->text()));
        }
        const QStringList lost = omni::testing::cutTexts(*dialog) + omni::testing::sidewaysTexts(*dialog);
        dialog->close();
        spoken.apply(QStringLiteral("en"));
        QVERIFY2(lost.isEmpty(), qPrintable(lost.join(QLatin1Char('\n'))));
    }
};

QTEST_MAIN(TestQuestionsFit)
#include "tst_questions_fit.moc"
