// needs: ui/widgets edge/platform Qt6::Widgets
// A field that takes secrets: what was typed comes out, and the toolkit's own text never has it.
#include "tests/support/memory_scan.h"
#include "ui/widgets/secret_field.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QSignalSpy>
#include <QTest>

using namespace omni;
using omni::ui::SecretField;

namespace {

std::string textOf(const platform::SecretBytes& bytes)
{
    return {reinterpret_cast<const char*>(bytes.exposed().data()), bytes.size()};
}

} // namespace

class TestSecretField : public QObject
{
    Q_OBJECT

private slots:
    void whatIsTypedComesOutOnce()
    {
        SecretField field(SecretField::Kind::Phrase);
        QSignalSpy typed(&field, &SecretField::typed);

        QTest::keyClicks(&field, QStringLiteral("correct horse"));

        QCOMPARE(typed.count(), 13);
        QCOMPARE(field.text(), QString(13, u'x')); // placeholders
        QVERIFY(!field.isBlank());
        QCOMPARE(textOf(field.take()), std::string("correct horse"));
        QVERIFY(field.isBlank() && field.text().isEmpty());
        QVERIFY(field.take().isEmpty());
    }

    // V7: letter by letter, as a person types; in guarded memory alone while it stands there, and nowhere behind that.
    void whatIsTypedIsFoundNowhereElseInTheMemory()
    {
#if !defined(__linux__)
        QSKIP("/proc tells it on Linux");
#endif
        if (tests::isSanitized) {
            QSKIP("the sanitizers keep memory that is freed: V7 is measured without them");
        }
        const tests::Canary canary(71);
        SecretField field(SecretField::Kind::Phrase);
        field.show();
        for (std::size_t i = 0; i < tests::canaryBytes; ++i) {
            QTest::keyClick(&field, static_cast<char>(canary.at(i)));
        }
        QCOMPARE(field.text().size(), static_cast<qsizetype>(tests::canaryBytes));
        const auto typed = tests::copiesOf(canary);
        QCOMPARE(typed.all, 1);
        QCOMPARE(typed.outsideOfNoDumpPages, 0);
        {
            const auto taken = field.take();
            QCOMPARE(taken.size(), tests::canaryBytes);
            QCOMPARE(tests::copiesOf(canary).all, 1);
        }
        QCOMPARE(tests::copiesOf(canary).all, 0);
    }

    void lettersOfAllScriptsAreOneCharacterEach()
    {
        SecretField field(SecretField::Kind::Phrase);
        QInputMethodEvent event;
        event.setCommitString(QStringLiteral("Grüße 😀"));
        QCoreApplication::sendEvent(&field, &event);
        QCOMPARE(field.text().size(), 7);

        QTest::keyClick(&field, Qt::Key_Backspace);
        QTest::keyClick(&field, Qt::Key_Backspace);
        QTest::keyClick(&field, Qt::Key_Backspace);

        QCOMPARE(textOf(field.take()), std::string("Grü\u00DF"));
    }

    void whatIsChosenIsReplacedWhole()
    {
        SecretField field(SecretField::Kind::Phrase);
        QTest::keyClicks(&field, QStringLiteral("wrong"));
        field.setSelection(1, 2);

        QTest::keyClick(&field, Qt::Key_R);

        QCOMPARE(textOf(field.take()), std::string("r"));
    }

    /// Bad input: clipboard with spaces.
    void whatIsPastedLosesWhatStandsAroundIt()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("  \n AKEY123 \r\n"));
        SecretField key(SecretField::Kind::Key), phrase(SecretField::Kind::Phrase);

        QTest::keySequence(&key, QKeySequence::Paste);
        QTest::keySequence(&phrase, QKeySequence::Paste);

        QCOMPARE(textOf(key.take()), std::string("AKEY123"));
        QCOMPARE(textOf(phrase.take()), std::string("  \n AKEY123 ")); // blanks of a phrase are its own
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("  \n AKEY123 \r\n")); // whose it is keeps it
    }

    void aPrivateKeyKeepsItsLines()
    {
        const QString pem = QStringLiteral("-----BEGIN PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----\n");
        QGuiApplication::clipboard()->setText(pem);
        SecretField key(SecretField::Kind::Key);

        QTest::keySequence(&key, QKeySequence::Paste);

        QCOMPARE(textOf(key.take()), pem.trimmed().toStdString());
    }

    void nothingComesOutByCopyingCuttingOrUndoing()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("before"));
        SecretField field(SecretField::Kind::Phrase);
        QTest::keyClicks(&field, QStringLiteral("secret"));
        QTest::keySequence(&field, QKeySequence::SelectAll);

        for (const auto keys : {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Undo, QKeySequence::Redo}) {
            QTest::keySequence(&field, keys);
        }

        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
        QCOMPARE(field.text().size(), 6);
        QCOMPARE(textOf(field.take()), std::string("secret"));
    }

    /// A program for accessibility writes into the field as a whole.
    void whatAProgramForAccessibilityWritesIsTakenAndHidden()
    {
        SecretField field(SecretField::Kind::Phrase);

        field.setText(QStringLiteral("spoken words"));

        QCOMPARE(field.text(), QString(12, u'x'));
        QCOMPARE(textOf(field.take()), std::string("spoken words"));
    }

    void twoFieldsAreComparedWithoutShowingThem()
    {
        SecretField one(SecretField::Kind::Phrase), other(SecretField::Kind::Phrase);
        QVERIFY(one.isSameAs(other));
        QTest::keyClicks(&one, QStringLiteral("same"));
        QVERIFY(!one.isSameAs(other));
        QTest::keyClicks(&other, QStringLiteral("same"));
        QVERIFY(one.isSameAs(other));
    }

    void whatIsFarTooLongIsNotTaken()
    {
        QGuiApplication::clipboard()->setText(QString(static_cast<qsizetype>(SecretField::mostBytes) + 1, u'a'));
        SecretField field(SecretField::Kind::Key);

        QTest::keySequence(&field, QKeySequence::Paste);

        QVERIFY(field.isBlank());
    }
};

QTEST_MAIN(TestSecretField)
#include "tst_secret_field.moc"
