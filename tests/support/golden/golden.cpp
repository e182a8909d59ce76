#include "tests/support/golden/golden.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QFontDatabase>
#include <QLocale>
#include <QSet>
#include <QWidget>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace omni::testing {

namespace {

constexpr int colourStep = 8;

QString& storedFolder()
{
    static QString folder;
    return folder;
}
QString& foundFolder()
{
    static QString folder;
    return folder;
}

bool isOff(QRgb a, QRgb b, int channel)
{
    return std::abs(qRed(a) - qRed(b)) > channel || std::abs(qGreen(a) - qGreen(b)) > channel
        || std::abs(qBlue(a) - qBlue(b)) > channel;
}

QRgb paled(QRgb colour)
{
    const int grey = 96 + qGray(colour) / 4;
    return qRgb(grey, grey, grey);
}

int stepped(int channel)
{
    return std::min(255, (channel + colourStep / 2) / colourStep * colourStep);
}

/// With a table of its colours where there are few enough: a third of the file.
QImage packed(const QImage& picture)
{
    QVector<QRgb> table;
    QHash<QRgb, int> places;
    QImage indexed(picture.size(), QImage::Format_Indexed8);
    for (int y = 0; y < picture.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            auto at = places.constFind(from[x]);
            if (at == places.constEnd()) {
                if (table.size() == 256) {
                    return picture;
                }
                at = places.insert(from[x], static_cast<int>(table.size()));
                table.push_back(from[x]);
            }
            indexed.scanLine(y)[x] = static_cast<uchar>(*at);
        }
    }
    indexed.setColorTable(table);
    return indexed;
}

bool write(const QString& path, const QImage& picture)
{
    return QDir().mkpath(QFileInfo(path).path()) && packed(picture).save(path, "PNG", 0);
}

QString sizeText(const QSize& size)
{
    return QStringLiteral("%1 x %2").arg(size.width()).arg(size.height());
}

} // namespace

Comparison compared(const QImage& wantedPicture, const QImage& foundPicture, const Tolerance& tolerance)
{
    Comparison result;
    if (wantedPicture.size() != foundPicture.size()) {
        result.fault = QStringLiteral("it is %1, stored is %2")
                           .arg(sizeText(foundPicture.size()), sizeText(wantedPicture.size()));
        return result;
    }
    const QImage wanted = wantedPicture.convertToFormat(QImage::Format_RGB32);
    const QImage found = foundPicture.convertToFormat(QImage::Format_RGB32);
    const int across = (found.width() + tolerance.square - 1) / tolerance.square;
    const int down = (found.height() + tolerance.square - 1) / tolerance.square;
    std::vector<int> squares(static_cast<std::size_t>(across * down), 0);
    result.difference = QImage(found.size(), QImage::Format_RGB32);
    for (int y = 0; y < found.height(); ++y) {
        for (int x = 0; x < found.width(); ++x) {
            const bool differs = isOff(wanted.pixel(x, y), found.pixel(x, y), tolerance.channel);
            result.difference.setPixel(x, y, differs ? qRgb(255, 0, 0) : paled(found.pixel(x, y)));
            result.pixels += differs ? 1 : 0;
            squares[static_cast<std::size_t>(y / tolerance.square * across + x / tolerance.square)] += differs ? 1 : 0;
        }
    }
    const auto worst = std::max_element(squares.begin(), squares.end());
    result.worstSquare = worst == squares.end() ? 0 : *worst;
    const double all = static_cast<double>(found.width()) * found.height();
    if (result.pixels > tolerance.share * all) {
        result.fault = QStringLiteral("%1 % of its pixels differ, %2 % may")
                           .arg(100 * result.pixels / all, 0, 'f', 2)
                           .arg(100 * tolerance.share, 0, 'f', 2);
    } else if (result.worstSquare > tolerance.perSquare) {
        const auto at = static_cast<int>(worst - squares.begin());
        result.fault = QStringLiteral("%1 pixels differ in the square of %2 at %3, %4; %5 may")
                           .arg(result.worstSquare)
                           .arg(tolerance.square)
                           .arg(at % across * tolerance.square)
                           .arg(at / across * tolerance.square)
                           .arg(tolerance.perSquare);
    }
    return result;
}

QImage pictureOf(QWidget& widget, bool keepsFocus)
{
    if (QWidget* focused = QApplication::focusWidget(); focused != nullptr && !keepsFocus) {
        focused->clearFocus();
    }
    QImage picture(widget.size(), QImage::Format_RGB32);
    picture.fill(widget.palette().color(QPalette::Window));
    widget.render(&picture);
    for (int y = 0; y < picture.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(picture.scanLine(y));
        std::transform(line, line + picture.width(), line, [](QRgb colour) {
            return qRgb(stepped(qRed(colour)), stepped(qGreen(colour)), stepped(qBlue(colour)));
        });
    }
    return picture;
}

QString heldAgainstStored(const QString& name, const QImage& found)
{
    const QString stored = QStringLiteral("%1/%2.png").arg(storedFolder(), name);
    if (qEnvironmentVariable("OMNI_GOLDEN") == QLatin1String("accept")) {
        if (!compared(QImage(stored), found, {0, 0, 32, 0}).fault.isEmpty() && !write(stored, found)) {
            return QStringLiteral("%1 cannot be written").arg(stored);
        }
        return {};
    }
    const QImage wanted(stored);
    Comparison result;
    if (wanted.isNull()) {
        result.fault = QStringLiteral("no picture is stored");
    } else {
        result = compared(wanted, found);
    }
    if (result.fault.isEmpty()) {
        return {};
    }
    const QString beside = QStringLiteral("%1/%2").arg(foundFolder(), name);
    write(beside + QStringLiteral("-found.png"), found);
    if (!result.difference.isNull()) {
        write(beside + QStringLiteral("-difference.png"), result.difference);
    }
    return QStringLiteral("%1: %2. Stored: %3. Drawn: %4-found.png. If it is as it should be, run the test with "
                          "OMNI_GOLDEN=accept and commit the picture.")
        .arg(name, result.fault, stored, beside);
}

void prepareForPictures(const char* sourceFolder, const char* buildFolder)
{
    storedFolder() = QString::fromUtf8(sourceFolder) + QStringLiteral("/tests/golden");
    foundFolder() = QString::fromUtf8(buildFolder) + QStringLiteral("/golden");
    qputenv("FONTCONFIG_FILE", QByteArray(sourceFolder) + "/tests/support/golden/fonts.conf");
    qputenv("QT_QPA_PLATFORM", "offscreen");
    for (const char* setting : {"QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS", "QT_STYLE_OVERRIDE",
                                "QT_QPA_PLATFORMTHEME", "FREETYPE_PROPERTIES"}) {
        qunsetenv(setting);
    }
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

QString whyNoPictures()
{
    QApplication::setCursorFlashTime(0);
    for (const char* family : {"Roboto", "JetBrains Mono", "DejaVu Sans"}) {
        if (!QFontDatabase::hasFamily(QLatin1String(family))) {
            return QStringLiteral("NO PICTURE WAS COMPARED: the font %1 is not installed (packages "
                                  "fonts-roboto-unhinted, fonts-jetbrains-mono, fonts-dejavu-core)")
                .arg(QLatin1String(family));
        }
    }
    return {};
}

} // namespace omni::testing
