// Stored pictures of widgets: drawn off-screen, compared with tests/golden/<name>.png.
//
// Drawn alike on every machine: one ratio of pixels, the fonts that the program ships with and DejaVu Sans for the
// signs that they lack, no hinting, no user's settings (fonts.conf here). A picture that differs is written to
// <build>/golden/<name>-found.png, with <name>-difference.png beside it: grey where both are alike, red where not.
//
//   OMNI_GOLDEN=accept ctest -R tst_pane_pictures     stores what is drawn now. Look at it before it is committed.

#pragma once

#include <QImage>
#include <QString>

class QWidget;

namespace omni::testing {

/// What counts as another picture.
///
/// A channel may be off by 24 of 255: another version of the rasteriser rounds the edge of a glyph otherwise; two
/// tokens of a theme that mean different things are further apart. Half a percent of all pixels may be off by more.
/// That alone would miss a badge of 40 x 14, so that no square of 32 x 32 may have more than 60 of them (6 %): a badge
/// in another colour has 400, the words of a button 100, a line that is gone 32 in each square but more in all.
struct Tolerance {
    int channel = 24;
    double share = 0.005;
    int square = 32;
    int perSquare = 60;
};

struct Comparison {
    QString fault; ///< Empty: alike.
    int pixels = 0; ///< That are off.
    int worstSquare = 0; ///< Most of them in one square.
    QImage difference; ///< Null when the sizes differ.
};
[[nodiscard]] Comparison compared(const QImage& wanted, const QImage& found, const Tolerance& tolerance = {});

/// `widget` as it would be seen, without the keyboard's mark on it unless `keepsFocus`. Channels are rounded to steps
/// of 8, which nobody sees and which halves the file.
[[nodiscard]] QImage pictureOf(QWidget& widget, bool keepsFocus = false);

/// Empty: alike, or stored because OMNI_GOLDEN=accept. Else a sentence with the places to look at and what to do.
/// `name` may have folders: "positions/live-dark".
[[nodiscard]] QString heldAgainstStored(const QString& name, const QImage& found);

/// Before the application is made: where pictures are stored, fonts, the platform.
void prepareForPictures(const char* sourceFolder, const char* buildFolder);
/// Once it is made: empty, or why pictures cannot be drawn here ("Roboto is not installed…").
[[nodiscard]] QString whyNoPictures();

} // namespace omni::testing

/// main() of a test that draws pictures.
#define OMNI_PICTURES_MAIN(TestClass)                                                                                  \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        omni::testing::prepareForPictures(OMNI_SOURCE_DIR, OMNI_BINARY_DIR);                                           \
        QApplication app(argc, argv);                                                                                  \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
