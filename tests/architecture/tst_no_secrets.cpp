// needs: tests/support/source_tree
//
// No key of anybody lies in the sources: what looks like one is found before it is published. Made-up ones of tests are
// short, or say so.

#include "tests/support/source_tree/source_tree.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>
#include <string_view>

using namespace omni::tests;

namespace {

struct Look {
    const char* name;
    std::vector<std::string>
        hints; ///< One of them is in the line, or the form is not looked for: that would take long.
    std::regex form;
};

/// Forms that issuers give their keys, and a long value behind a name that says what it is. Written in halves where
/// this file would be found.
const std::vector<Look>& looks()
{
    static const std::vector<Look> all{
        {"a private key",
         {"PRIVATE"},
         std::regex("-----BEGIN [A-Z ]*PRIVATE"
                    " KEY-----[^\"']{0,4}[A-Za-z0-9+/=\\s\\\\n]{60,}")},
        {"a key of Amazon",
         {"AK"
          "IA",
          "AS"
          "IA"},
         std::regex("\\bA(KIA|SIA)[A-Z0-9]{16}\\b")},
        {"a token of GitHub", {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}, std::regex("\\bgh[pousr]_[A-Za-z0-9]{36}\\b")},
        {"a token of Slack", {"xox"}, std::regex("\\bxox[abprs]-[A-Za-z0-9-]{20,}")},
        {"a token of Telegram",
         {":A"
          "A"},
         std::regex("\\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\\b")},
        {"a key of Alpaca", {"PK", "AK"}, std::regex("\\b[PA]K[A-Z0-9]{18,24}\\b")},
        {"a key of Google",
         {"AI"
          "za"},
         std::regex("\\bAIza[A-Za-z0-9_-]{35}\\b")},
        {"a token of GitLab", {"glpat-"}, std::regex("\\bglpat-[A-Za-z0-9_-]{20,}")},
        {"a key of an AI service", {"sk-"}, std::regex("\\bsk-[A-Za-z0-9_-]{32,}")},
        {"a token of HashiCorp Vault", {"hvs.", "hvb."}, std::regex("\\bhv[sb]\\.[A-Za-z0-9_-]{24,}")},
        {"a password in an address",
         {"://"},
         std::regex("[a-z]://[A-Za-z0-9_.-]+:(?!passw)[A-Za-z0-9_.%!$-]{8,}@[A-Za-z0-9]")},
        {"a token in JWT's form",
         {"ey"
          "J"},
         std::regex("\\beyJ[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}")},
        {"a long secret",
         {"secret", "Secret", "SECRET", "key", "Key", "KEY", "oken", "OKEN", "asswd"},
         std::regex("(secret|api_?key|token|passwd)[A-Za-z_]*[\"']?\\s*[:=]\\s*[\"'][A-Za-z0-9+/=_-]{40,}[\"']",
                    std::regex::icase)},
    };
    return all;
}

/// Published with a standard or an example of its issuer, so that they open nothing. The reason stands beside each.
const std::array<std::string, 1> known{
    "AKIDEX"
    "AMPLE", // the example of Amazon's own documentation
};

/// Pictures and data have bytes of zero.
bool isText(const std::string& bytes)
{
    return bytes.find('\0') == std::string::npos;
}

/// A line of a key in PEM.
bool isBase64(std::string_view line)
{
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) {
        line.remove_suffix(1);
    }
    return line.size() >= 40 && std::all_of(line.begin(), line.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '+' || c == '/' || c == '=';
           });
}

/// No key is shorter than sixteen characters without a blank.
bool hasLongWord(std::string_view line)
{
    std::size_t run = 0;
    return std::any_of(line.begin(), line.end(), [&run](unsigned char c) {
        run = std::isalnum(c) != 0 || std::string_view("+/=_-:.").find(static_cast<char>(c)) != std::string_view::npos
            ? run + 1
            : 0;
        return run >= 16;
    });
}

std::vector<std::string> faultsIn(const std::filesystem::path& root)
{
    std::vector<std::string> faults;
    for (const auto& file : filesOf(root)) {
        const auto text = textOf(file);
        if (!isText(text)) {
            continue;
        }
        bool isInKey = false; ///< The line before began a private key.
        std::size_t line = 1;
        for (std::size_t begin = 0; begin < text.size(); ++line) { // a line at a time: a regex over 1 MB is slow
            const std::size_t end = std::min(text.find('\n', begin), text.size());
            const std::string one = text.substr(begin, std::min<std::size_t>(end - begin, 100'000));
            if (isInKey && isBase64(one)) {
                faults.push_back(std::filesystem::relative(file, root).generic_string() + ":" + std::to_string(line)
                                 + " holds what looks like a private key");
            }
            isInKey = one.find("-----BEGIN ") != std::string::npos
                && one.find("PRIVATE"
                            " KEY-----")
                    != std::string::npos;
            for (const auto& look : looks()) {
                const auto isIn = [&one](const std::string& hint) { return one.find(hint) != std::string::npos; };
                std::smatch found;
                if (std::any_of(look.hints.begin(), look.hints.end(), isIn) && hasLongWord(one)
                    && std::regex_search(one, found, look.form)
                    && std::none_of(known.begin(), known.end(),
                                    [&](const auto& each) { return found.str().find(each) != std::string::npos; })) {
                    faults.push_back(std::filesystem::relative(file, root).generic_string() + ":" + std::to_string(line)
                                     + " holds what looks like " + look.name);
                }
            }
            begin = end + 1;
        }
    }
    return faults;
}

} // namespace

class TestNoSecrets : public QObject
{
    Q_OBJECT

private slots:
    void noFileHoldsAKey()
    {
        const auto faults = faultsIn(OMNI_SOURCE_DIR);
        for (const auto& fault : faults) {
            qWarning("%s", fault.c_str());
        }
        QCOMPARE(faults.size(), std::size_t{0});
    }

    void findsWhatIsPlanted_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("kind");
        const QString long40 = QString(20, u'a') + QString(20, u'7');
        const auto row = [](const char* kind, const QString& text) { QTest::newRow(kind) << text << QString(kind); };
        row("a key of Amazon", QStringLiteral("key AK") + "IA" + QString(16, u'Q'));
        row("a token of GitHub", QStringLiteral("gh") + "p_" + QString(36, u'x'));
        row("a token of Slack", QStringLiteral("xo") + "xb-" + long40);
        row("a token of Telegram", QStringLiteral("123456789:A") + "A" + QString(33, u'k'));
        row("a key of Alpaca", QStringLiteral("P") + "K" + QString(18, u'Z'));
        row("a key of Google", QStringLiteral("AI") + "za" + QString(35, u'b'));
        row("a token of GitLab", QStringLiteral("glp") + "at-" + long40);
        row("a key of an AI service", QStringLiteral("sk") + "-" + long40);
        row("a token of HashiCorp Vault", QStringLiteral("hv") + "s." + long40);
        row("a password in an address", QStringLiteral("postgres:/") + "/desk:p4ssw0rd" + "!@db.example.com/desk");
        row("a token in JWT's form", QStringLiteral("ey") + "J" + long40 + "." + long40 + "." + long40);
        row("a long secret", QStringLiteral("api_") + "secret = \"" + long40 + "\"");
        QTest::newRow("a long secret in JSON") << QStringLiteral("{\"access_") + "token\": \"" + long40 + "\"}"
                                               << "a long secret";
        row("a private key", QStringLiteral("-----BEGIN PRIVATE") + " KEY-----\\n" + long40 + long40);
        QCOMPARE(looks().size(), std::size_t{13}); // a kind that is looked for has a row here
    }
    void findsWhatIsPlanted()
    {
        QFETCH(QString, text);
        QFETCH(QString, kind);
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "docs/planted.md", "first line\n" + text.toStdString() + "\n");

        const auto faults = faultsIn(tree.path().toStdString());

        QVERIFY(!faults.empty());
        const auto wanted = "docs/planted.md:2 holds what looks like " + kind.toStdString();
        QVERIFY2(std::find(faults.begin(), faults.end(), wanted) != faults.end(), faults.front().c_str());
    }

    void findsAPrivateKeyInItsOwnFile()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "etc/server.pem",
              "-----BEGIN EC PRIVATE"
              " KEY-----\n"
                  + std::string(64, 'M') + "\n" + std::string(20, 'x') + "==\n");

        const auto faults = faultsIn(tree.path().toStdString());

        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY2(faults.front().starts_with("etc/server.pem:2 "), faults.front().c_str());
    }

    void leavesWordsAndNumbersAlone()
    {
        QTemporaryDir tree;
        plant(tree.path().toStdString(), "docs/plain.md",
              "secret = \"aSecretOfATest\"\nOMNI_BINANCE_PAPER_SECRET names a variable\nsha256 " + std::string(64, 'a')
                  + "\n");

        QVERIFY(faultsIn(tree.path().toStdString()).empty());
    }
};

QTEST_APPLESS_MAIN(TestNoSecrets)
#include "tst_no_secrets.moc"
