package dev.dromedary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnixCronTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *|0 * * * * ?",
                "30 2 * * *|0 30 2 * * ?",
                "  5\t4  * * * |0 5 4 * * ?",
                "*/15 * * * *|0 0,15,30,45 * * * ?",
                "5-20/5,50 8-10 * * *|0 5,10,15,20,50 8,9,10 * * ?",
                "0 0 1,15 * *|0 0 0 1,15 * ?",
                "0 0 */10 jan-MAR,12 *|0 0 0 1,11,21,31 1,2,3,12 ?",
                "0 0 * * 0|0 0 0 ? * 1",
                "0 0 * * 7|0 0 0 ? * 1",
                "0 0 * * SUN|0 0 0 ? * 1",
                "0 0 * * 6|0 0 0 ? * 7",
                "0 0 * * 1-5|0 0 0 ? * 2,3,4,5,6",
                "0 0 * * mon-fri|0 0 0 ? * 2,3,4,5,6",
                "0 0 * * 5-7|0 0 0 ? * 1,6,7",
                "0 0 * * sat-sun|0 0 0 ? * 1,7",
                "0 0 * * sun-tue|0 0 0 ? * 1,2,3",
                "0 0 * * */2|0 0 0 ? * 1,3,5,7",
                "0 0 * * 1-5/2,sat|0 0 0 ? * 2,4,6,7",
                "0 0 * * 0-6|0 0 0 ? * *",
                "0 0 * * 1-7|0 0 0 ? * *",
            })
    void saysTheSameInTheWordsOfQuartz(String unix, String quartz) {
        assertThat(UnixCron.toQuartz(unix)).isEqualTo(quartz);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "60 * * * *|minute \"60\"",
                "* 24 * * *|hour \"24\"",
                "* * 0 * *|day of month \"0\"",
                "* * 32 * *|day of month \"32\"",
                "* * * 13 *|month \"13\"",
                "* * * * 8|day of week \"8\"",
                "* * * * mo|day of week \"mo\"",
                "* * * mon *|month \"mon\"",
                "* mon * * *|hour \"mon\"",
                "20-10 * * * *|minute \"20-10\"",
                "* * * * fri-mon|day of week \"fri-mon\"",
                "*/0 * * * *|minute \"*/0\"",
                "5/10 * * * *|minute \"5/10\"",
                "1,,2 * * * *|minute \"\"",
                "-1 * * * *|minute \"-1\"",
                "* * L * *|day of month \"l\"",
                "* * ? * 1|both a day of month and a day of week: one of them has to be *",
                "* * * * 1#2|day of week \"1#2\"",
                "0 0 1 * 1|both a day of month and a day of week: one of them has to be *",
                "0 0 */2 * mon|both a day of month and a day of week: one of them has to be *",
            })
    void refusesWhatCanBeUnderstoodInSeveralWaysOrInNone(String unix, String found) {
        assertThatThrownBy(() -> UnixCron.toQuartz(unix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "0 0 29 2 *", "59 23 31 12 *", "*/7 * * * 0-7"})
    void givesWhatQuartzUnderstands(String unix) {
        assertThat(org.quartz.CronExpression.isValidExpression(UnixCron.toQuartz(unix)))
                .isTrue();
    }
}
