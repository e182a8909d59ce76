// Ten recovery codes, shown this once: they can be copied, for a moment, and saved; then they are covered, and one of
// them has to be entered again, which proves that they were kept (ui-spec 13).

#pragma once

#include "core/edge/platform/secret_memory.h"
#include "ui/style/theme.h"

#include <QString>
#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;

namespace omni::ui {
class SecretField;
}

namespace omni::ui::people {

class SecretLines;

class CodesBox final : public QWidget
{
    Q_OBJECT

public:
    /// `person`: named in a file that is saved.
    CodesBox(const Theme& theme, QString person, std::vector<platform::SecretBytes> codes, QWidget* parent = nullptr);
    ~CodesBox() override;

    [[nodiscard]] bool isProven() const noexcept
    {
        return m_isProven;
    }
    /// Which one is asked for, from 1.
    [[nodiscard]] int askedFor() const noexcept
    {
        return m_asked;
    }
    /// Writes them where the person has said; what it came to is shown.
    void saveTo(const QString& path);

signals:
    /// One was entered again.
    void proven();

private:
    void copy();
    void askWhere();
    void cover(bool isCovered);
    void look();

    QString m_person;
    SecretLines* m_lines;
    QPushButton* m_copy;
    QPushButton* m_save;
    QPushButton* m_turn;
    QLabel* m_question;
    SecretField* m_again;
    QLabel* m_state;
    int m_asked = 1;
    bool m_isCovered = false, m_isProven = false;
};

/// Both are the same code: case, blanks and hyphens do not count.
[[nodiscard]] bool isSameCode(std::span<const std::byte> typed, std::span<const std::byte> code) noexcept;

} // namespace omni::ui::people
