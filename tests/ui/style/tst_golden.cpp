// needs: tests/support/golden ui/style Qt6::Widgets
// The pictures' own proof: what a person would see is caught, what a machine does otherwise is not.
#include "tests/support/golden/golden.h"
#include "ui/style/style_sheet.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QVBoxLayout>

#include <memory>

using namespace omni::testing;
using namespace omni::ui;

namespace {

/// A table of orders as panes have them, a badge and two buttons below it.
struct Sample {
    Sample()
    {
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        auto* table = new QTableWidget(6, 4);
        table->verticalHeader()->hide();
        table->setShowGrid(false);
        for (int row = 0; row < 6; ++row) {
            for (int column = 0; column < 4; ++column) {
                table->setItem(row, column,
                               new QTableWidgetItem(QStringLiteral("%1,%2").arg(63 + row).arg(400 + column)));
            }
            table->setRowHeight(row, theme.rowHeight());
        }
        badge = new QLabel(QStringLiteral("PAPER"));
        badge->setAlignment(Qt::AlignCenter);
        badge->setFixedSize(44, 16);
        keep = new QPushButton(QStringLiteral("Keep"));
        act = new QPushButton(QStringLiteral("Cancel order"));
        auto* foot = new QHBoxLayout;
        foot->addWidget(badge);
        foot->addStretch(1);
        foot->addWidget(keep);
        foot->addWidget(act);
        auto* column = new QVBoxLayout(&window);
        column->addWidget(table, 1);
        column->addLayout(foot);
        paintBadge(Token::Ok);
        window.resize(640, 240);
        window.show();
    }
    void paintBadge(Token token) const
    {
        badge->setAutoFillBackground(true);
        badge->setStyleSheet(QStringLiteral("background: %1; color: %2;")
                                 .arg(theme.color(token).name(), theme.color(Token::OnFill).name()));
    }
    QImage picture()
    {
        QCoreApplication::processEvents();
        return pictureOf(window);
    }
    Theme theme;
    QWidget window;
    QLabel* badge = nullptr;
    QPushButton *keep = nullptr, *act = nullptr;
};

QImage movedDown(const QImage& picture, int rows)
{
    QImage moved(picture.size(), picture.format());
    moved.fill(picture.pixel(0, 0));
    QPainter painter(&moved);
    painter.drawImage(0, rows, picture);
    return moved;
}

/// As another rasteriser: every channel off by up to `most`, by place.
QImage shaded(const QImage& picture, int most)
{
    QImage out = picture;
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width(); ++x) {
            const QRgb was = out.pixel(x, y);
            const auto off
                = [&](int channel) { return std::clamp(channel + (x * 7 + y * 13) % (2 * most + 1) - most, 0, 255); };
            out.setPixel(x, y, qRgb(off(qRed(was)), off(qGreen(was)), off(qBlue(was))));
        }
    }
    return out;
}

} // namespace

class TestGolden : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (const QString why = whyNoPictures(); !why.isEmpty()) {
            QSKIP(qPrintable(why));
        }
    }

    void twoDrawingsOfOneThingAreThePixelsAlike()
    {
        Sample first, second;

        QCOMPARE(first.picture(), second.picture());
    }

    void theKeyboardsMarkIsNotPartOfIt()
    {
        Sample sample;
        const QImage before = sample.picture();
        sample.window.activateWindow();
        sample.keep->setFocus();

        QCOMPARE(sample.picture(), before);
    }

    void edgesOfGlyphsMayBeRoundedOtherwise()
    {
        Sample sample;
        const QImage picture = sample.picture();

        QCOMPARE(compared(picture, shaded(picture, 20)).fault, QString());
    }

    void oneRowLowerIsCaught()
    {
        Sample sample;
        const QImage picture = sample.picture();

        QVERIFY(compared(picture, movedDown(picture, 1)).fault.contains(QStringLiteral("pixels differ")));
    }

    void oneBadgeInAnotherColourIsCaught_data()
    {
        QTest::addColumn<int>("token");
        QTest::newRow("warn for ok") << static_cast<int>(Token::Warn);
        QTest::newRow("danger for ok") << static_cast<int>(Token::Danger);
        QTest::newRow("up for ok") << static_cast<int>(Token::Up);
    }

    void oneBadgeInAnotherColourIsCaught()
    {
        QFETCH(int, token);
        Sample sample;
        const QImage picture = sample.picture();

        sample.paintBadge(static_cast<Token>(token));

        QVERIFY(!compared(picture, sample.picture()).fault.isEmpty());
    }

    void aButtonThatIsMissingIsCaught()
    {
        Sample sample;
        const QImage picture = sample.picture();
        sample.keep->setVisible(false);

        QVERIFY(!compared(picture, sample.picture()).fault.isEmpty());
    }

    void anotherWordOnAButtonIsCaught()
    {
        Sample sample;
        const QImage picture = sample.picture();
        const QSize size = sample.act->size();
        sample.act->setText(QStringLiteral("Amend order"));
        sample.act->setFixedSize(size);

        QVERIFY(!compared(picture, sample.picture()).fault.isEmpty());
    }

    void anotherSizeIsCaught()
    {
        Sample sample;
        const QImage picture = sample.picture();

        QVERIFY(compared(picture, picture.copy(0, 0, 639, 240)).fault.contains(QStringLiteral("639 x 240")));
    }

    void theToleranceEndsWhereItSays()
    {
        QImage wanted(320, 320, QImage::Format_RGB32);
        wanted.fill(Qt::black);
        const auto with = [&](int pixels, int channel) {
            QImage found = wanted;
            for (int i = 0; i < pixels; ++i) {
                found.setPixel(i % 32, i / 32, qRgb(channel, 0, 0));
            }
            return compared(wanted, found);
        };

        QCOMPARE(with(1'024, 24).pixels, 0);
        QCOMPARE(with(1, 25).pixels, 1);
        QCOMPARE(with(60, 255).fault, QString());
        QVERIFY(with(61, 255).fault.contains(QStringLiteral("the square of 32")));

        QImage scattered = wanted; // 0.5 % of 102'400 are 512, six in each square at most
        for (int i = 0; i < 513; ++i) {
            scattered.setPixel(i * 199 % 320, i * 199 / 320, qRgb(0, 0, 255));
        }
        QVERIFY(compared(wanted, scattered).fault.contains(QStringLiteral("0.50 %")));
    }

    void saysWhereToLookWhenItDiffers()
    {
        if (qEnvironmentVariable("OMNI_GOLDEN") == QLatin1String("accept")) {
            QSKIP("pictures are being stored");
        }
        Sample sample;
        const QString said = heldAgainstStored(QStringLiteral("no_such_pane/live-dark"), sample.picture());

        QVERIFY(said.contains(QStringLiteral("no picture is stored")));
        QVERIFY(said.contains(QStringLiteral("OMNI_GOLDEN=accept")));
        QVERIFY(QFile::exists(QStringLiteral(OMNI_BINARY_DIR "/golden/no_such_pane/live-dark-found.png")));
    }
};

OMNI_PICTURES_MAIN(TestGolden)
#include "tst_golden.moc"
