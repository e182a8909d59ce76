// One line of the banner: an icon, words, up to two buttons. Red for everything, amber while stopping, tinted for less
// and for what is armed with limits.

#pragma once

#include "ui/style/theme.h"

#include <QFrame>

#include <cstdint>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace omni::ui {

class BannerLine final : public QFrame
{
    Q_OBJECT

public:
    enum class Kind : std::uint8_t { Everything, Stopping, NoAnswer, Part, More, Limited };

    /// `isSmall`: one row of 28, for floating windows.
    BannerLine(Theme& theme, bool isSmall, QWidget* parent);

    void tell(Kind kind, const QString& title, const QString& detail);
    /// Empty words hide a button.
    void setButtons(const QString& first, const QString& second);
    [[nodiscard]] QPushButton& first() noexcept
    {
        return *m_first;
    }
    [[nodiscard]] QPushButton& second() noexcept
    {
        return *m_second;
    }
    [[nodiscard]] QString text() const;

signals:
    void firstPressed();
    void secondPressed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void restyle();
    [[nodiscard]] Token ink() const;

    Theme& m_theme;
    bool m_isSmall;
    Kind m_kind = Kind::Part;
    QString m_titleText, m_detailText;
    QBoxLayout* m_words;
    QLabel* m_title;
    QLabel* m_detail;
    QPushButton* m_first;
    QPushButton* m_second;
};

} // namespace omni::ui
