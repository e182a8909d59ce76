// needs: ui/charts ui/style ui/widgets Qt6::Widgets
// A chart that moves is painted straight into the frame; what stands still is kept. Nobody sees the difference.
#include "tests/support/made_bars.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/frame_pixels.h"
#include "ui/widgets/formats.h"

#include <QPainter>
#include <QTest>

using namespace omni;
using namespace omni::testing;
using namespace omni::ui;

class TestFramePixels : public QObject
{
    Q_OBJECT

private slots:
    void whatMovesIsPaintedIntoTheFrameAsItIsKeptAfterwards_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<QPoint>("at");
        QTest::addColumn<QSize>("frame");
        QTest::addColumn<int>("format");
        QTest::addColumn<bool>("isAtOnce");
        const QSize large(1'000, 640);
        QTest::newRow("the whole frame") << 1.0 << QPoint() << QSize(800, 500) << int(QImage::Format_RGB32) << true;
        QTest::newRow("a part of the frame") << 1.0 << QPoint(31, 57) << large << int(QImage::Format_RGB32) << true;
        QTest::newRow("with a channel for alpha")
            << 1.0 << QPoint(7, 3) << large << int(QImage::Format_ARGB32_Premultiplied) << true;
        QTest::newRow("two pixels each") << 2.0 << QPoint(31, 57) << large << int(QImage::Format_RGB32) << true;
        QTest::newRow("over the edge") << 1.0 << QPoint(400, 0) << large << int(QImage::Format_RGB32) << false;
        QTest::newRow("pixels of another kind") << 1.0 << QPoint() << large << int(QImage::Format_RGB888) << false;
    }
    void whatMovesIsPaintedIntoTheFrameAsItIsKeptAfterwards()
    {
        QFETCH(double, ratio);
        QFETCH(QPoint, at);
        QFETCH(QSize, frame);
        QFETCH(int, format);
        QFETCH(bool, isAtOnce);
        Theme theme;
        theme.apply(ThemeKind::Dark, UpDownSet::TealOrange, 100);
        const Formats formats;
        ChartView view(theme, formats);
        view.setSeries(seriesFrom(zigzag(90), true));
        ChartPicture picture(theme, formats);
        picture.setInstrument(instrumentWith({1, -2}));
        picture.resize({800, 500}, ratio);
        const ChartData& data = view.data();
        QVERIFY(picture.update(data));

        const auto shot = [&](bool isWhole) {
            QImage image(frame * ratio, QImage::Format(format));
            image.setDevicePixelRatio(ratio);
            image.fill(Qt::magenta);
            QPainter painter(&image);
            painter.translate(at);
            [&] { QCOMPARE(!framePixels(painter, {800, 500}, ratio).isNull(), isAtOnce); }();
            picture.show(painter, data, isWhole);
            painter.fillRect(0, 0, 3, 3, Qt::cyan); // what is painted afterwards lies above it
            return image;
        };
        const QImage moving = shot(true);
        const QImage kept = shot(true);
        QCOMPARE(moving, kept);
        QCOMPARE(shot(false), kept);
        QCOMPARE(moving.pixelColor((at + QPoint(1, 1)) * ratio), QColor(Qt::cyan));
        QVERIFY(moving.pixelColor((at + QPoint(400, 250)) * ratio) != QColor(Qt::magenta));
        QVERIFY(at.isNull() || moving.pixelColor(0, 0) == QColor(Qt::magenta)); // nothing beside it
    }
};

QTEST_MAIN(TestFramePixels)
#include "tst_frame_pixels.moc"
